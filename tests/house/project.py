"""The files of the project, as the house rules read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = (".py", ".sql", ".html", ".css", ".js", ".toml", ".typ")


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Return every file that git tracks or would track; with endings, those that have one of them."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    present = (ROOT / line for line in listed if (ROOT / line).is_file())
    return tuple(file for file in present if not endings or file.suffix in endings)


def below(*folders: str) -> list[Path]:
    """Return the Python files of folders."""
    places = tuple(f"{folder}/" for folder in folders)
    return [file for file in files(".py") if name(file).startswith(places)]


def name(file: Path) -> str:
    """Return a file's path in the project, with slashes."""
    return file.relative_to(ROOT).as_posix()


@cache
def text(file: Path) -> str:
    """Return a file's text; nothing for one that isn't text."""
    content = file.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


@cache
def tree(file: Path) -> ast.Module:
    """Return a Python file parsed."""
    return ast.parse(text(file))


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    """Return every node of a Python file, which a dozen rules look through."""
    return tuple(ast.walk(tree(file)))


@cache
def calls(file: Path) -> tuple[tuple[str, ast.Call], ...]:
    """Return every call of a Python file, with the name that is called as it is written."""
    every = (node for node in nodes(file) if isinstance(node, ast.Call))
    return tuple((ast.unparse(call.func), call) for call in every)


@cache
def imports(file: Path) -> tuple[str, ...]:
    """Return the modules that a file imports, also inside functions; `from a import b` is a and a.b."""
    package = name(file).removesuffix(".py").split("/")[:-1]
    modules: list[str] = []
    for node in nodes(file):
        if isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            modules += [module, *(f"{module}.{alias.name}" for alias in node.names)]
    return tuple(modules)


@contextmanager
def checked(subtests: pytest.Subtests, title: str) -> Iterator[None]:
    """Check one of many files: those that fail are reported one by one.

    A subtest for each file that passes takes longer than most rules, and is shown nowhere.
    """
    try:
        yield
    except Exception:
        with subtests.test(title):
            raise
