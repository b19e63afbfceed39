"""The tests that should catch an error in a file, quickest first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from queries import header

Tests = tuple[str, ...]
GOLDEN_ANSWERS = "tests/queries/test_queries.py"
MODULES_OF_QUESTIONS = tuple(
    f"tests/queries/test_{name}.py"
    for name in ("fields", "selection", "reason_words", "questions_refused", "questions_command")
)
# Where errors are planted, and the tests to run once the quick ones of the file have passed.
WATCHED: dict[str, tuple[Tests, ...]] = {
    "queries/reminders": (
        ("tests/queries/test_sums_of_reminders.py", "tests/queries/test_viewers.py"),
        ("tests/pages/opt_in_reminders",),
    ),
    "queries": (
        ("tests/queries",),
        ("tests/pages/sms_log", "tests/pages/sms_status", "tests/pages/look_up", "tests/pages/imports"),
    ),
    "data/tables": (
        ("tests/data/tables",),
        ("tests/data/check", "tests/data/importer/test_import_once.py"),
    ),
    "data/importer/rows": (
        ("tests/data/importer/rows",),
        ("tests/data/importer/recognize", "tests/data/importer/test_import_once.py"),
        ("tests/data/importer/test_import_any_file.py",),
    ),
}


def folder(file: str) -> str:
    """Return the watched folder that a file is in."""
    return next(name for name in WATCHED if file.startswith(f"{name}/"))


def stages(file: str) -> Iterator[Tests]:
    """Return the groups of pytest's arguments for a file, quickest first."""
    path, watched = Path(file), folder(file)
    if watched.startswith("queries"):
        if path.suffix == ".sql":
            yield GOLDEN_ANSWERS, "-k", " or ".join(_questions_that_read(path.stem))
        else:
            yield MODULES_OF_QUESTIONS
    elif path.parent != Path(watched):
        yield f"tests/{watched}", "-k", path.parent.name
    yield from WATCHED[watched]


def _questions_that_read(name: str) -> list[str]:
    """Return the question of that name, or the questions whose SQL holds the shared step of that name."""
    if name in header.files():
        return [name]
    return [question for question, file in header.files().items() if name in _steps(file)] or [name]


def _steps(file: Path) -> set[str]:
    """Return every shared step of a file: its own, and those that they need."""
    own = header.read_source(file).steps
    return {*own, *(step for one in own for step in _steps(header.step_files()[one]))}
