"""Errors planted in Python: a changed comparison, number, word of logic, sign or condition."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
SIGNS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


def faulty_versions(source: str) -> Iterator[tuple[str, str]]:
    """Return every faulty version of a module's source, each with a line that says what was changed."""
    tree = ast.parse(source)
    figures = {id(node) for figure in _tuning_figures(tree) for node in ast.walk(figure)}
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in figures:
            continue
        for change in range(len(list(_changes(copy.deepcopy(node))))):
            version = copy.deepcopy(tree)
            changed = list(ast.walk(version))[place]
            before = ast.unparse(changed)
            list(_changes(changed))[change]()
            after = ast.unparse(changed)
            if after != before:
                line = getattr(node, "lineno", 0)
                yield ast.unparse(version), f"line {line}: {_short(before)} → {_short(after)}"


def _tuning_figures(tree: ast.Module) -> Iterator[ast.stmt]:
    """Return the constants of a module: how many rows at once, say. Another figure is no error."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            yield statement


def _changes(node: ast.AST) -> Iterator[Callable[[], object]]:
    """Return what can be done to a node: functions that change it in place."""
    if isinstance(node, ast.Compare):
        other = COMPARISONS[type(node.ops[0])]
        yield lambda: node.ops.__setitem__(0, other())
    elif isinstance(node, ast.BoolOp):
        yield lambda: setattr(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.BinOp) and type(node.op) in SIGNS:
        yield lambda: setattr(node, "op", SIGNS[type(node.op)]())
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float):
        value = node.value
        yield lambda: setattr(node, "value", not value if isinstance(value, bool) else value + 1)
    elif isinstance(node, ast.Return) and node.value is not None:
        yield lambda: setattr(node, "value", ast.Constant(None))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"
