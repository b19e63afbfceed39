"""`union all by name`, which Spark's SQL lacks, written out: a column that a part lacks is null there."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlglot import exp

Node: TypeAlias = Any  # of the tree that sqlglot makes of SQL


def written_out(tree: Node) -> Node:
    """Change the SQL so that the parts of each union have the same columns in the same order; return it."""
    clauses = {clause.alias: clause.this for clause in tree.find_all(exp.CTE)}
    for union in reversed([*tree.find_all(exp.Union)]):  # a union in a union first
        if union.args.get("by_name"):
            columns = _columns(union, clauses)
            for side in ("this", "expression"):
                union.set(side, _with_columns(union.args[side], columns, clauses))
            union.set("by_name", None)
    return tree


def _columns(select: Node, clauses: dict[str, Node]) -> list[str]:
    """Return the names of the columns of a select, of which `*` is those of a clause."""
    if isinstance(select, exp.Union):
        left, right = (_columns(select.args[side], clauses) for side in ("this", "expression"))
        return [*dict.fromkeys([*left, *right])] if select.args.get("by_name") else left
    names = []
    for column in select.selects:
        if column.is_star:
            names += _columns(clauses[select.args["from_"].this.name], clauses)
        else:
            names.append(column.alias_or_name)
    return names


def _with_columns(select: Node, columns: list[str], clauses: dict[str, Node]) -> Node:
    own = {*_columns(select, clauses)}
    every = [exp.column(name) if name in own else exp.alias_(exp.Null(), name) for name in columns]
    return exp.select(*every).from_(select.copy().subquery("part"))
