"""Files as districts have them, each with what an import must make of it, worked out by hand.

A folder of tests/data/importer/cases holds the files, `case.toml`, and, where rows are stored, expected.csv
(the stored rows, in any order, of the table `stored`, messages by default: times in UTC, numbers with their
plus). case.toml has a `claim`, its `source`, perhaps `format` (of which service's format it is a file),
`district` (settings beside the usual ones), and `[[imports]]`, one after the other: `arguments` as on the
command line, the `exit` status, and what else is checked: `counts`, `notes` (parts of sentences that the
answer has), `problem` (parts of the refusal), and `left_out` (one "line kind column: why" for each row that
isn't stored).
"""

from __future__ import annotations

import csv
import json
import shutil
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from data import settings
from tests.import_files import rows_not_imported, rows_of, run_import

CASES = Path(__file__).parent / "cases"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_read_right_or_refused_without_harm(
    name: str, tmp_path: Path, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "case"
    shutil.copytree(CASES / name, folder)
    case = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    assert case["claim"]
    assert case["source"]
    _write_settings(district, case.get("district", {}))
    monkeypatch.chdir(folder)
    for step in case["imports"]:
        _check_import(step)
    expected = folder / "expected.csv"
    if expected.exists():
        _check_stored(case.get("stored", "messages"), expected)
    else:
        assert not any(rows_of(table) for table in ("messages", "status_changes", "contacts"))


def _write_settings(district: Path, own: Mapping[str, str]) -> None:
    lines = [f"{name} = {json.dumps(value)}\n" for name, value in own.items()]
    kept = [
        line
        for line in district.read_text(encoding="utf-8").splitlines(keepends=True)
        if line.split(" =")[0] not in own
    ]
    district.write_text("".join([*kept, *lines]), encoding="utf-8")
    settings._read.cache_clear()


def _check_import(step: Mapping[str, Any]) -> None:
    run = run_import("--json", *step["arguments"])
    answer = json.loads(run.out)
    shown = f"{run.out}\n{run.err}"
    assert run.status == step.get("exit", 0), shown
    for count, number in step.get("counts", {}).items():
        assert answer[count] == number, shown
    for part in step.get("notes", ()):
        assert any(part in note for note in answer["notes"]), shown
    for part in step.get("problem", ()):
        assert part in answer.get("problem", ""), shown
    if "left_out" in step:
        rows = [f"{line} {kind} {column}: {why}" for line, kind, column, why in rows_not_imported()]
        assert rows == step["left_out"], shown


def _check_stored(table: str, expected: Path) -> None:
    with expected.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = sorted([*row.values()] for row in reader)
        columns = [*(reader.fieldnames or ())]
    stored = sorted([_text(name, row[name]) for name in columns] for row in rows_of(table))
    assert stored == rows


def _text(column: str, value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        case int() if column == "number":
            return f"+{value}"
    return str(value)
