"""Changes of SQL that can't change an answer, each by a rule with a proof. docs/decisions.md lists them."""

from __future__ import annotations

import functools
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

BLIND = {"min", "max", "bool_or", "bool_and"}  # it makes no difference to them how often a value comes


def is_harmless(source: str, tokens: list[Any], place: int) -> bool:
    """Return whether one of the rules says that changing this token can't change an answer."""
    words = ["", "", "", *(token.text.lower() for token in tokens[:place])][-3:]
    word = tokens[place].text.lower()
    following = [token.text.lower() for token in tokens[place + 1 : place + 2]]
    return (
        words == ["exists", "(", "select"]  # `exists` looks for a row, not for what is in it
        or (word == "distinct" and words == ["in", "(", "select"])  # `in` takes a value once or often
        or (word == "distinct" and words[1] in BLIND and words[2] == "(")
        or (word == "not" and following == ["materialized"])  # the same rows, kept or computed again
        or (word == "inner" and following == ["join"] and _is_required(source, tokens[place + 2].start))
    )


def _is_required(source: str, start: int) -> bool:
    """Return whether `where` drops every row in which the table that is joined at this place has none.

    Then `left join` gives the rows of `inner join`: a comparison with null isn't true.
    """
    joins = (join for tree in _parsed(source) for join in tree.find_all(exp.Join))
    return any(_drops_nulls(join) for join in joins if join.this.this.meta.get("start") == start)


def _drops_nulls(join: exp.Join) -> bool:
    where = join.parent.args.get("where") if isinstance(join.parent, exp.Select) else None
    if where is None:
        return False
    conditions = where.this.flatten() if isinstance(where.this, exp.And) else [where.this]
    return any(_compares(condition, join.alias_or_name) for condition in conditions)


def _compares(condition: exp.Expr, table: str) -> bool:
    """Return whether a condition is a column of this table, or compares one."""
    comparisons = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)
    sides = (condition.left, condition.right) if isinstance(condition, comparisons) else (condition,)
    return any(isinstance(side, exp.Column) and side.table == table for side in sides)


@functools.cache
def _parsed(source: str) -> tuple[exp.Expr, ...]:
    """Return the statements of a text; none if sqlglot can't parse it, so that no rule applies."""
    try:
        return tuple(tree for tree in sqlglot.parse(source, read="duckdb") if tree)
    except SqlglotError:
        return ()
