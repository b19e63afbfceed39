"""What means something else on Spark after sqlglot's translation, or nothing, and how it is said there."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from data.engine.spark.by_name import Node

PARAMETER = exp.Parameter | exp.Placeholder
LOCAL_TIMES = (exp.DataType.Type.TIMESTAMP, exp.DataType.Type.TIMESTAMPNTZ)
INSTANTS = {"-infinity": "0001-01-01 00:00:00+00", "infinity": "9999-12-31 00:00:00+00"}


def _steps_of_author(node: Node) -> Node:
    """Spark has no `materialized`: such a clause is a step if it has several references."""
    if isinstance(node, exp.CTE):
        node.this.meta["is_step"] = node.args.get("materialized") is True
        node.set("materialized", None)
    return node


def _skipping_null(node: Node) -> Node:
    """DuckDB's max_by skips rows without a value; Spark's would return null."""
    if isinstance(node, exp.ArgMax | exp.ArgMin):
        has_value = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.Null()))
        node.set("expression", exp.Case(ifs=[exp.If(this=has_value, true=node.expression.copy())]))
    return node


def _seconds_begun(node: Node) -> Node:
    """DuckDB counts the seconds that began between two instants; Spark whole ones."""
    if isinstance(node, exp.DateDiff) and node.text("unit").lower() == "second":
        until, since = (
            exp.Anonymous(this="unix_seconds", expressions=[one.copy()])
            for one in (node.this, node.expression)
        )
        return exp.Paren(this=exp.Sub(this=until, expression=since))
    return node


def _lists(node: Node) -> Node:
    """Spark looks for nothing in a null whose type it doesn't know; all lists have texts."""
    if isinstance(node, exp.ArrayContains) and isinstance(node.this, PARAMETER):
        node.set("this", exp.cast(node.this.copy(), "array<string>", dialect="spark"))
    return node


def _element(node: Node) -> Node:
    """What isn't in a list has the place 0 in Spark, which is none."""
    if not isinstance(node, exp.Anonymous) or str(node.this).lower() != "list_extract":
        return node
    values, place = (one.copy() for one in node.expressions)
    if isinstance(place, exp.Anonymous) and str(place.this).lower() == "list_position":
        place.set("this", "array_position")
    or_none = exp.cast(exp.Nullif(this=place, expression=exp.Literal.number(0)), "int")
    return exp.Anonymous(this="try_element_at", expressions=[values, or_none])


def _days_between(node: Node) -> Node:
    """A date less a date is a number of days in DuckDB, but an interval in Spark."""
    if not isinstance(node, exp.Sub) or not isinstance(node.expression, exp.Cast):
        return node
    if not node.expression.is_type(exp.DataType.Type.DATE):
        return node
    return exp.Anonymous(this="datediff", expressions=[node.this.copy(), node.expression.copy()])


def _to_utc(node: Node) -> Node:
    """`at time zone` of a local time makes an instant; sqlglot takes it for that of an instant."""
    if not isinstance(node, exp.AtTimeZone):
        return node
    is_cast = isinstance(node.this, exp.Cast) and node.this.is_type(*LOCAL_TIMES)
    if not is_cast and not node.this.find(exp.AtTimeZone):
        return node
    return exp.Anonymous(this="to_utc_timestamp", expressions=[node.this.copy(), node.args["zone"].copy()])


def _sorted_by_column(node: Node) -> Node:
    """Spark sorts by columns of the answer: in `order by min(day)`, `day` would be one of that name."""
    order = node.parent if isinstance(node, exp.Ordered) else None
    select = order.parent if order else None  # or a window, which has no columns
    if isinstance(select, exp.Select):
        for column in select.selects:
            if isinstance(column, exp.Alias) and column.this == node.this:
                node.set("this", exp.column(column.alias))
    return node


def _finite(node: Node) -> Node:
    """Spark has no infinite instants: those of its own limits are before and after all others, too."""
    if isinstance(node, exp.Literal) and node.this in INSTANTS:
        return exp.Literal.string(INSTANTS[node.this])
    return node


Rewrite = Callable[[Node], Node]
REWRITES: tuple[Rewrite, ...] = (
    _steps_of_author,
    _skipping_null,
    _seconds_begun,
    _lists,
    _element,
    _days_between,
    _to_utc,
    _sorted_by_column,
    _finite,
)
