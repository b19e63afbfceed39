"""Errors planted in Python: a changed comparison, number, word of logic, sign or condition."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator

SIZES = re.compile(r"^KEPT_ROWS|^MEMORY|^AHEAD$|_AT_ONCE$|^BATCH_ROWS$|_BYTES$|^LOCK_SECONDS$|^WRITING$")
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


def faulty_versions(source: str) -> Iterator[tuple[str, str, range]]:
    """Return every faulty version of a module's source, a line that says what was changed, and where."""
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
            if after != before and isinstance(node, ast.expr | ast.stmt):
                lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
                yield ast.unparse(version), f"line {node.lineno}: {_short(before)} → {_short(after)}", lines


def _harmless_parts(tree: ast.Module) -> Iterator[ast.AST]:
    """Return where a change can't change an answer; docs/decisions.md names the rules."""
    yield from (one for one in tree.body if isinstance(one, ast.Assign | ast.AnnAssign) and _is_size(one))
    for node in ast.walk(tree):
        types = (getattr(node, "annotation", None), getattr(node, "returns", None))
        yield from (part for part in types if part is not None)
        yield from getattr(node, "decorator_list", ())
        if isinstance(node, ast.keyword) and node.arg in {"strict", "width"}:
            yield node
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "width":
            yield node
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Call) and _is_end_of_split(node):
            yield from node.value.args[1:]


def _is_end_of_split(node: ast.Subscript) -> bool:
    """Return whether a text is split for its first or last piece alone, however many pieces it has."""
    ends = {"split": "0", "rsplit": "-1"}
    called = node.value.func if isinstance(node.value, ast.Call) else None
    return isinstance(called, ast.Attribute) and ends.get(called.attr) == ast.unparse(node.slice)


def _is_size(assigned: ast.Assign | ast.AnnAssign) -> bool:
    """Return whether a module's constant only says how much is done, kept or waited for at once."""
    targets = assigned.targets if isinstance(assigned, ast.Assign) else [assigned.target]
    return any(isinstance(target, ast.Name) and SIZES.search(target.id) for target in targets)


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
    elif isinstance(node, ast.Return) and not isinstance(node.value, ast.Constant | None):
        yield lambda: setattr(node, "value", ast.Constant(None))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"
