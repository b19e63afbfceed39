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
    harmless = {id(node) for part in _harmless_parts(tree) for node in ast.walk(part)}
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in harmless:
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


def _harmless_parts(tree: ast.Module) -> Iterator[ast.AST]:
    """Return where a change is no error: tuning constants of a module, types, and `strict=` of a zip."""
    yield from (one for one in tree.body if isinstance(one, ast.Assign | ast.AnnAssign))
    for node in ast.walk(tree):
        types = (getattr(node, "annotation", None), getattr(node, "returns", None))
        yield from (part for part in types if part is not None)
        if isinstance(node, ast.keyword) and node.arg == "strict":
            yield node


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
