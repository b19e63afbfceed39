"""SQL of DuckDB as SQL of Spark: translated by sqlglot, once per text, with what its translation lacks.

Spark puts a `with` clause in at each of its references, so a chain of them would be computed dozens of
times. A clause with several references is therefore a step of its own, which Spark computes once.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlglot
from sqlglot import exp

from data.engine.spark import by_name
from data.engine.spark.by_name import Node
from data.engine.spark.rewrites import PARAMETER, REWRITES

SPARK = "spark"  # the dialect, to sqlglot
STEP = "step_of_a_question_"  # whoever runs it puts the number of the run in its place
LARGE_CLAUSE = 4  # so many tables that a clause reads, with all clauses behind it, are worth a step


@dataclass(frozen=True)
class Translation:
    """The steps of a question (a name and SQL), and its SQL, which reads their results by these names.

    `tables` are all tables that they read. `limits` are the parameters that limit rows.
    """

    steps: tuple[tuple[str, str], ...]
    sql: str
    tables: frozenset[str]
    limits: frozenset[str]


@functools.cache
def translated(sql: str, *, without: frozenset[str] = frozenset()) -> Translation:
    """Return SQL of DuckDB as that of Spark, without limits by these parameters.

    Raises sqlglot.errors.SqlglotError.
    """
    tree: Node = sqlglot.parse_one(sql, read="duckdb")
    limits = frozenset(filter(None, map(_limit, tree.find_all(exp.Limit))))
    tree = tree.transform(lambda node: None if _limit(node) in without else node)
    for rewrite in REWRITES:
        tree = tree.transform(rewrite)
    clauses = _flattened(by_name.written_out(tree))
    tables = {table.name for one in (tree, *clauses.values()) for table in one.find_all(exp.Table)}
    cut = _steps(tree, clauses)
    steps = [(STEP + name, _text(clauses[name], clauses, cut)) for name in cut]
    return Translation(tuple(steps), _text(tree, clauses, cut), frozenset(tables - {*clauses}), limits)


def _flattened(tree: Node) -> dict[str, Node]:
    """Take all clauses out of SQL; return them by names that only they have, each after what it reads."""
    clauses: dict[str, Node] = {}

    def visit(select: Node, outside: dict[str, str]) -> None:
        names = dict(outside)
        with_ = select.args.get("with_")
        for clause in with_.expressions if with_ else ():
            visit(clause.this, names)
            name = _free(clause.alias, clauses)
            clauses[name], names[clause.alias] = clause.this, name
        select.set("with_", None)
        for table in [*_own(select, exp.Table)]:
            if table.name in names and names[table.name] != table.name:
                table.set("alias", exp.TableAlias(this=exp.to_identifier(table.alias_or_name)))
                table.set("this", exp.to_identifier(names[table.name]))
        for inner in [*_own(select, exp.With)]:
            visit(inner.parent, names)

    visit(tree, {})
    return clauses


def _own(select: Node, kind: type[Any]) -> Iterator[Any]:
    """Yield the nodes of a select that aren't in a `with` clause or a select with one of its own."""

    def has_clauses(node: Node) -> bool:
        return node is not select and bool(node.args.get("with_"))

    for node in select.walk(prune=has_clauses):
        if has_clauses(node):
            if kind is exp.With:
                yield node.args["with_"]
        elif isinstance(node, kind) and node.parent is not None:
            yield node


def _free(name: str, taken: dict[str, Any]) -> str:
    numbered = (f"{name}_{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def _steps(tree: Node, clauses: dict[str, Node]) -> list[str]:
    """Return the clauses that are worth a step, each after what it reads."""
    references = Counter(name for one in (tree, *clauses.values()) for name in _read(one, clauses))
    sizes: dict[str, int] = {}
    steps = []
    for name, select in clauses.items():
        read = [table.name for table in select.find_all(exp.Table)]
        sizes[name] = sum(sizes.get(table, 1) for table in read)
        if references[name] > 1 and (sizes[name] >= LARGE_CLAUSE or select.meta.get("is_step")):
            steps.append(name)
            sizes[name] = 1
    return steps


def _read(select: Node, clauses: dict[str, Node]) -> list[str]:
    return [table.name for table in select.find_all(exp.Table) if table.name in clauses]


def _text(select: Node, clauses: dict[str, Node], cut: list[str]) -> str:
    """Return a select with the clauses that it needs in front; the results of steps are tables to it."""
    needed: dict[str, Node] = {}

    def need(one: Node) -> None:
        for name in _read(one, clauses):
            if name not in cut and name not in needed:
                need(clauses[name])
                needed[name] = clauses[name]

    need(select)
    parts = [(name, _renamed(one, cut)) for name, one in needed.items()]
    whole = _renamed(select, cut)
    text: str = whole.sql(dialect=SPARK, comments=False)
    if not parts:
        return text
    in_front = ", ".join(f"{name} AS ({one.sql(dialect=SPARK, comments=False)})" for name, one in parts)
    return f"WITH {in_front} {text}"


def _renamed(select: Node, cut: list[str]) -> Node:
    copy = select.copy()
    for table in [*copy.find_all(exp.Table)]:
        if table.name in cut:
            table.set("alias", exp.TableAlias(this=exp.to_identifier(table.alias_or_name)))
            table.set("this", exp.to_identifier(STEP + table.name))
    return copy


def _limit(node: Node) -> str:
    is_parameter = isinstance(node, exp.Limit) and isinstance(node.expression, PARAMETER)
    return str(node.expression.name) if is_parameter else ""
