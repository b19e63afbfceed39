"""Where errors are planted, how many of each folder, and the tests that watch it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Root:
    """One folder of code: how many errors are planted in it, and its tests, those that mirror it first."""

    folder: str
    planted: int
    tests: tuple[str, ...]


# The answers worked out by hand: what they catch, nothing else has to.
FIRST = "tests/queries/test_queries.py"
# Not those that compare questions over thousands of texts: they take most of the time, and what
# they alone catch should have an answer worked out by hand.
QUESTIONS = tuple(
    f"tests/queries/{name}.py"
    for name in (
        *("test_fields", "test_selection", "test_reason_words", "test_row_order", "test_kept_answers"),
        *("test_questions_refused", "command/test_questions_command", "command/test_typed_values"),
    )
)
ROOTS = (
    Root("queries", 150, (FIRST, *QUESTIONS)),
    Root(
        "data/tables",
        80,
        ("tests/data/tables", "tests/data/check", "tests/data/importer/test_import_once.py"),
    ),
    Root(
        "data/importer/rows",
        80,
        (
            "tests/data/importer/rows",
            "tests/data/importer/recognize",  # which words and codes of a service mean what
            "tests/data/importer/test_import_once.py",
            "tests/data/importer/test_import_cases.py",
            "tests/data/importer/test_examination.py",
        ),
    ),
)


def root(file: str) -> Root:
    """Return the root that a file is in."""
    return next(one for one in ROOTS if file.startswith(f"{one.folder}/"))
