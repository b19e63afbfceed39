"""The check of the logs: each thing broken once in real logs, and exactly its line says so."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from deltalake import WriterProperties

from data import check
from data.errors import Problem
from data.tables import delta, store
from data.tables.schemas import DAILY_RESULTS, LEFT_OUT, MESSAGES, SCHEMAS, STATUS_CHANGES
from data.tables.undo import undo
from tests.districts import district_in
from tests.import_files import (
    CHANGED,
    CONTACTS,
    FAILED,
    LOG,
    OPTED_IN,
    SENDING,
    SENT,
    csv_text,
    imported,
    log_file,
    number,
    rows_of,
    text,
    utc,
    written,
)

DIRECTED = (*LOG, "Direction")
CLAIMS = [each.claim for each in check.CHECKS]
OPENS, FILES, WRITTEN, _LISTS, ADD_UP, STORED, KEPT, TWICE, MONTHS, WORDS, SORTED, COUNTS, CUT_OFF = CLAIMS
Break = Callable[[str], None]


@pytest.fixture(scope="module")
def logs_of_every_kind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts of two months, one changed and one moved; rows not imported; a number's status and owner."""
    folder = tmp_path_factory.mktemp("every_kind")
    marked = [*((*row, "") for row in (text("m1", result=SENDING), text("m2"))), (*text("in"), "inbound")]
    contacts = (CONTACTS, ["c1", number(1), "Ana", "Oak", "", "2026-05-01"])
    rows = [text("m1", result=FAILED), text("m2", when="2026-10-02"), text("m3"), text("m4", to="?")]
    with district_in(folder) as logs:
        imported(log_file(folder, *marked, header=DIRECTED))
        for listed in ((CHANGED, [number(1), OPTED_IN, "2026-05-01", "form"]), contacts):
            imported(written(folder / "file.csv", csv_text(*listed)))
        imported(log_file(folder, *rows))
    return logs


@pytest.fixture(autouse=True)
def _logs_of_the_test(logs_of_every_kind: Path, logs: str) -> None:
    shutil.copytree(logs_of_every_kind, logs)


def _findings(uri: str) -> dict[str, str]:
    """What each check found that is not well, by its claim."""
    return {line.claim: str(line) for line in check.lines(uri) if not line.is_well}


def _commit(uri: str, **counts: object) -> None:
    row = {"kind": "log", **dict.fromkeys(("rows_read", "stored", "updated", "unchanged"), 0), **counts}
    row = {"set_aside": 0, "rejected": 0, "import_id": "999999-by-hand", **row}
    store.commit(store.newest(uri), row)


def _changed(uri: str, name: str, schema: pa.Schema, **cells: object) -> None:
    """Change the first row of a table by hand."""
    first, *others = rows_of(name, uri)
    store.replace(uri, name, pa.Table.from_pylist([{**first, **cells}, *others], schema=schema))
    _commit(uri)


def _count_other_texts(uri: str) -> None:
    _changed(uri, "daily_results", DAILY_RESULTS, texts=5)


def _store_a_text_twice(uri: str) -> None:
    first = rows_of("messages", uri)[0]
    store.append(uri, "messages", pa.Table.from_pylist([first], schema=MESSAGES))
    _commit(uri, rows_read=1, stored=1)


def _lose_a_contact(uri: str) -> None:
    store.replace(uri, "contacts", SCHEMAS["contacts"].empty_table())
    _commit(uri)


def _keep_a_row_of_no_import(uri: str) -> None:
    row = {"import_id": "000007-nobodys", "line": 2, "kind": "rejected"}
    store.append(uri, "left_out", pa.Table.from_pylist([row], schema=LEFT_OUT))
    _commit(uri)


def _stop_in_the_middle(uri: str) -> None:
    store.append(uri, "left_out", pa.Table.from_pylist([{"line": 2}], schema=LEFT_OUT))


@pytest.mark.parametrize(
    ("claim", "broken", "finding"),
    [
        (ADD_UP, lambda uri: _commit(uri, rows_read=1), "import 999999-by-hand"),
        (STORED, lambda uri: _commit(uri, rows_read=1, stored=1), "messages has 3 rows instead of 4"),
        (STORED, _lose_a_contact, "contacts has 0 rows instead of 1"),
        (KEPT, lambda uri: _commit(uri, rows_read=2, rejected=2), "import 999999-by-hand"),
        (KEPT, _keep_a_row_of_no_import, "import 000007-nobodys"),
        (TWICE, _store_a_text_twice, "1 text in 2026-"),
        (MONTHS, lambda uri: _changed(uri, "messages", MESSAGES, month="2026-11"), "1 text in 2026-11"),
        (WORDS, lambda uri: _changed(uri, "messages", MESSAGES, result="Delivered"), "1 unknown result"),
        (WORDS, lambda uri: _changed(uri, "messages", MESSAGES, result=None), "1 unknown result"),
        (
            WORDS,
            lambda uri: _changed(uri, "messages", MESSAGES, result=SENT, reason="carrier_trouble"),
            "1 unknown reason",
        ),
        (
            WORDS,
            lambda uri: _changed(uri, "status_changes", STATUS_CHANGES, status="Maybe"),
            "1 unknown status",
        ),
        (COUNTS, _count_other_texts, "2026-"),
        (CUT_OFF, _stop_in_the_middle, "left_out"),
    ],
    ids=lambda parameter: parameter if isinstance(parameter, str) else "",
)
def test_each_error_is_reported_by_its_own_check_only(
    claim: str, broken: Break, finding: str, logs: str
) -> None:
    assert _findings(logs) == {}
    broken(logs)
    findings = _findings(logs)
    assert list(findings) == [claim]
    assert findings[claim].startswith(f"WRONG  {claim} Found: {finding}")
    assert findings[claim].endswith(".")


def _delete(file: Path) -> None:
    file.unlink()


def _cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


@pytest.mark.parametrize("harm", [_delete, _cut_short])
@pytest.mark.parametrize(
    ("name", "step"), [("messages", "undo"), ("left_out", "undo"), ("contacts", "backup")]
)
def test_missing_and_incomplete_files_are_named(
    harm: Callable[[Path], None], name: str, step: str, logs: str
) -> None:
    file = Path(store.newest(logs).files(name)[0])
    harm(file)
    findings = _findings(logs)
    wrong = {claim: line for claim, line in findings.items() if line.startswith("WRONG")}
    assert list(wrong) == [FILES]
    assert f"{name}/" in wrong[FILES]
    assert file.name in wrong[FILES]
    assert step in wrong[FILES]
    assert all(line.startswith("?") for claim, line in findings.items() if claim != FILES)


def test_damaged_file_fails_its_check(logs: str) -> None:
    file = Path(store.newest(logs).files("status_changes")[0])
    file.write_bytes(b"\0" * file.stat().st_size)
    findings = _findings(logs)
    assert set(findings) == {WRITTEN, WORDS}
    assert f"Found: status_changes/{file.name}." in findings[WRITTEN]
    assert findings[WORDS].startswith("?")


def test_table_that_does_not_open_is_named(logs: str) -> None:
    shutil.rmtree(Path(logs, "contacts", "_delta_log"))
    wrong = {claim: line for claim, line in _findings(logs).items() if line.startswith("WRONG")}
    assert list(wrong) == [OPENS]
    assert "the table contacts doesn't open at version" in wrong[OPENS]
    assert "backup" in wrong[OPENS]


def test_unreadable_list_of_imports_is_the_only_line(logs: str) -> None:
    (file,) = store.uncommitted_files(logs, "imports")
    Path(file).unlink()
    (line,) = check.lines(logs)
    assert str(line).startswith(
        "WRONG  The lists of imports, reminders, notes and office entries can be read. "
        "The list of imports can't"
    )
    with pytest.raises(Problem, match="can't be read") as error:
        store.newest(logs)
    assert "python -m data check" in error.value.next_step


def test_unsorted_numbers_are_reported(logs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    small = WriterProperties(max_row_group_size=50, write_batch_size=50)
    monkeypatch.setattr(delta, "WRITING", small)
    when = utc(2026, 7, 1, 12)
    rows: list[dict[str, Any]] = [
        {"service": "s", "message_id": f"n{n}", "number": 12125550100 + n % 100, "result": SENT}
        | {"requested_at": when, "month": "2026-07"}
        for n in range(400)
    ]
    for by, new in (("number", 400), ("message_id", 0)):
        ordered = sorted(rows, key=lambda row: row[by])
        store.replace(logs, "messages", pa.Table.from_pylist(ordered, schema=MESSAGES), ["2026-07"])
        _commit(logs, rows_read=new, stored=new, import_id=f"99999{new == 0:d}")
        findings = _findings(logs)
        assert list(findings) == ([] if by == "number" else [SORTED])
    assert "row groups in 2026-07." in findings[SORTED]


def test_months_counted_in_another_zone_are_no_error(logs: str, district: Path) -> None:
    district.write_text('timezone = "America/New_York"\nlogs = "logs"\n', encoding="utf-8")
    assert _findings(logs) == {}


def test_leftovers_of_undone_imports_are_no_error(logs: str, tmp_path: Path) -> None:
    undo()
    assert _findings(logs) == {}
    undo()
    assert _findings(logs) == {}
    imported(log_file(tmp_path, text("z1")))
    assert _findings(logs) == {}
    undo()
    with pytest.raises(Problem):  # a file that is refused after the tables were rolled back
        imported(written(tmp_path / "bad.csv", "Fax\n1\n"))
    assert _findings(logs) == {}
    _stop_in_the_middle(logs)
    assert list(_findings(logs)) == [CUT_OFF]


def test_running_import_is_not_interrupted(logs: str) -> None:
    _stop_in_the_middle(logs)
    with store.import_lock(logs):
        assert _findings(logs) == {}
    assert list(_findings(logs)) == [CUT_OFF]


def test_many_errors_of_one_kind_are_counted(logs: str) -> None:
    for place in range(5):
        _commit(logs, rows_read=1, import_id=f"99999{place}")
    assert "import 999990, import 999991, import 999992, 2 more." in _findings(logs)[ADD_UP]
