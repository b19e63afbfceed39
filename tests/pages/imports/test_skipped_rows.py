"""The skipped or rejected rows of an import as a browser gets them: to be read, or to be corrected."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

import pyarrow as pa
import pytest
from starlette.responses import Response

from data.tables import store
from data.tables.schemas import LEFT_OUT
from data.tables.undo import undo
from pages.parts.imports import skipped_rows
from tests.import_files import (
    LOG,
    SENT,
    csv_text,
    imported,
    log_file,
    messages,
    number,
    rows_of,
    text,
    written,
)
from tests.pages.fetching import fetch

DIRECTED = (*LOG, "Direction")
FORMULA = "=HYPERLINK(1)"
pytestmark = pytest.mark.usefixtures("nothing_imported")


@pytest.fixture
def import_id(nothing_imported: Path, tmp_path: Path) -> str:
    """An import of rows in every way, from a file with a name that no header can hold as it is."""
    assert nothing_imported.exists()
    rows = [
        (*text("m1"), ""),
        (*text("m2", to="none", why=FORMULA), ""),
        (*text("m3", result="", to="+12125550103", why="as\nit was"), ""),
        (*text("in1", why=FORMULA), "inbound"),
        (*text("in2", to="+12125550104", why="ja"), "inbound"),
    ]
    imported(log_file(tmp_path, *rows, header=DIRECTED, name='Łog "1".csv'))
    return str(rows_of("imports")[0]["import_id"])


def _address(import_id: str, kind: str) -> str:
    return f"{skipped_rows.URL}?{urlencode({'import': import_id, 'kind': kind})}"


def _rows(import_id: str, kind: str) -> list[list[str]]:
    status, headers, content = fetch(_address(import_id, kind))
    assert status == 200
    assert headers["content-type"] == "text/csv; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_rejected_rows_are_the_rows_of_their_file(import_id: str, tmp_path: Path) -> None:
    held = next((tmp_path / "logs" / "work" / "rejected").iterdir())
    with held.open(encoding="utf-8-sig", newline="") as file:
        assert _rows(import_id, "rejected") == list(csv.reader(file))


def test_rows_are_those_of_the_data_that_was_there_when_they_were_asked_for(
    import_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    header, *rows = _rows(import_id, "rejected")
    answered = skipped_rows._answer

    def answer_before_an_undo(*asked: Any) -> Response:
        response = answered(*asked)
        undo()
        return response

    monkeypatch.setattr(skipped_rows, "_answer", answer_before_an_undo)
    assert _rows(import_id, "rejected") == [header, *rows]
    assert rows


def test_rejected_rows_are_imported_once_they_are_corrected(import_id: str, tmp_path: Path) -> None:
    rows = _rows(import_id, "rejected")
    corrected = (
        csv_text(*rows)
        .replace(",none,", f",{number(2)},")
        .replace("+12125550103,,", f"+12125550103,{SENT},")
    )
    assert imported(written(tmp_path / "corrected.csv", corrected)) == {"stored": 2}
    assert messages()["m2"]["reason_text"] == FORMULA
    assert messages()["m3"]["reason_text"] == "as\nit was"


def test_no_heading_and_no_cell_is_run_by_a_spreadsheet(tmp_path: Path) -> None:
    header = (*DIRECTED, FORMULA)
    rows = [(*text("m1", to="none"), "", FORMULA), (*text("in1"), "inbound", FORMULA)]
    imported(log_file(tmp_path, *rows, header=header))
    import_id = str(rows_of("imports")[0]["import_id"])
    for kind in ("rejected", "set aside"):
        assert [row[-1] for row in _rows(import_id, kind)] == [f"'{FORMULA}"] * 2


def test_skipped_rows_hold_no_cell_that_a_spreadsheet_runs(import_id: str) -> None:
    header, *rows = _rows(import_id, "set aside")
    assert header == ["Line", "Column", "Why", *DIRECTED]
    assert [row[1:3] for row in rows] == [["Direction", "inbound text"]] * 2
    assert [row[header.index("Reason")] for row in rows] == [f"'{FORMULA}", "ja"]
    assert rows[1][header.index("Phone Number")] == "+12125550104"


def test_download_is_named_for_its_file(import_id: str) -> None:
    _status, headers, _content = fetch(_address(import_id, "rejected"))
    (name,) = re.findall(r"filename\*=UTF-8''(\S+)$", headers["content-disposition"])
    assert unquote(name) == 'rejected rows of Łog "1".csv'


def test_rows_of_several_forms_keep_every_column(logs: str) -> None:
    rows = [
        {"import_id": "000001", "line": line, "kind": "rejected", "row": row}
        for line, row in ((2, '{"A": "1"}'), (3, '{"A": "2", "B": null, " (3)": "x"}'), (4, None))
    ]
    snapshot = store.create(logs)
    store.append(logs, "left_out", pa.Table.from_pylist(rows, schema=LEFT_OUT))
    store.commit(snapshot, {"import_id": "000001", "file_name": "log.csv"})
    assert _rows("000001", "rejected") == [
        ["Line", "Column", "Why", "A", "B", " (3)"],
        ["2", "", "", "1", "", ""],
        ["3", "", "", "2", "", "x"],
        ["4", "", "", "", "", ""],
    ]


def test_rows_of_an_unknown_or_undone_import_are_refused(import_id: str) -> None:
    for query in (
        _address("000009-nobodys", "rejected"),
        _address(import_id, "stored"),
        skipped_rows.URL,
    ):
        status, _headers, content = fetch(query)
        assert (status, content.decode()) == (404, skipped_rows.UNKNOWN)
    undo()
    assert fetch(_address(import_id, "rejected"))[0] == 404
