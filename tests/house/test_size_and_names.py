"""Files, functions and folders stay small enough to read, and names explain themselves."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from tests.house.project import CODE, ROOT, below, checked, files, name, nodes, text

FILE_LINES, FUNCTION_LINES, FOLDER_FILES = 250, 40, 14
DRAWERS = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"}
# Riddles: each makes a reader look elsewhere for what it means.
NOT_NAMES = {
    *("told", "said", "asked", "given", "found", "known", "chosen", "wanted", "of", "what", "whatever"),
    *("tell", "df", "tmp"),
}


def test_files_can_be_read_in_one_sitting(subtests: pytest.Subtests) -> None:
    for file in files(".py", ".sql", ".toml", ".css", ".js", ".html"):
        with checked(subtests, name(file)):
            lines = len(text(file).splitlines())
            assert lines <= FILE_LINES, (
                f"{name(file)} has {lines} lines: give one of its ideas its own file."
            )


def test_functions_can_be_seen_at_once(subtests: pytest.Subtests) -> None:
    for file in files(".py"):
        with checked(subtests, name(file)):
            for node in nodes(file):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    lines = (node.end_lineno or node.lineno) - node.lineno + 1
                    assert lines <= FUNCTION_LINES, (
                        f"{name(file)}: {node.name} has {lines} lines. Give a part of it a name of its own."
                    )


def test_folders_hold_no_more_than_a_screen_of_files(subtests: pytest.Subtests) -> None:
    held = Counter(name(file.parent) for file in files(*CODE) if file.parent != ROOT)
    for folder, count in held.items():
        # Each page of the menu is a file in "pages", and the walk of docs/contributing.md adds one more.
        if folder != "pages" and not folder.startswith(("tests/golden", "tests/providers")):
            with checked(subtests, folder):
                assert count <= FOLDER_FILES, f"{folder} holds {count} files of code: divide it by subject."


def test_modules_are_named_for_an_idea(subtests: pytest.Subtests) -> None:
    for file in files(".py"):
        with checked(subtests, name(file)):
            parts = set(name(file).removesuffix(".py").split("/"))
            assert not DRAWERS & parts, (
                f"{name(file)}: put each piece into the file of the idea that it serves."
            )


def test_names_explain_themselves(
    subtests: pytest.Subtests,
) -> None:
    for file in below("data", "queries", "pages"):
        with checked(subtests, name(file)):
            for node in nodes(file):
                if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
                    assert node.name.strip("_") not in NOT_NAMES, f"{name(file)}: rename {node.name}."
                if isinstance(node, ast.arg):
                    assert node.arg.strip("_") not in NOT_NAMES, (
                        f"{name(file)}, line {node.lineno}: rename the parameter {node.arg}."
                    )
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    assert node.id.strip("_").lower() not in NOT_NAMES, (
                        f"{name(file)}, line {node.lineno}: rename the variable {node.id}."
                    )


def test_no_two_test_files_share_a_name() -> None:
    names = [file.name for file in (ROOT / "tests").rglob("test_*.py")]
    twice = [name for name, count in Counter(names).items() if count > 1]
    assert not twice, f"Failures name the file alone: rename one of {twice}."
