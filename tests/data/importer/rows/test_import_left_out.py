"""Skipped and rejected rows: kept with line, column and reason, to be corrected and imported again."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data import settings
from data.importer.rows import left_out
from data.words import catalog
from tests.import_files import (
    LOG,
    SENT,
    csv_text,
    import_file,
    imported,
    log_file,
    messages,
    number,
    parquet,
    rows_not_imported,
    rows_of,
    text,
    utc,
    workbook,
    written,
)

BAD = [text("m2", to="Ana"), text("m4", when="soon", why='a "b", c'), text("m5", result="")]
MIXED = [text("m1"), BAD[0], text("m3"), *BAD[1:]]


def _rejected(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as held:
        return list(csv.reader(held))


def test_rows_that_are_not_texts_to_families_are_skipped_by_kind(tmp_path: Path) -> None:
    header = ["Message ID", "Date/Time", "Phone Number", "Delivery Results", "Direction", "Channel"]
    ways = [
        ("outbound", "SMS"),
        ("Inbound", "SMS"),
        ("MO", ""),
        ("", "E-Mail"),
        ("outbound-api", "voice"),
        ("", " Phone  Call"),
        ("", "WhatsApp"),
        ("inbound", "email"),
    ]
    aside = [(f"m{place}", "", "", "", *way) for place, way in enumerate(ways)]
    rows = [(*text("m0")[:4], *ways[0]), *aside[1:]]
    assert imported(log_file(tmp_path, *rows, header=header)) == {"stored": 1, "set_aside": 7}
    assert [(kind, column, why) for _line, kind, column, why in rows_not_imported()] == [
        ("set aside", "Direction", "inbound"),
        ("set aside", "Direction", "inbound"),
        ("set aside", "Channel", "e-mail"),
        ("set aside", "Channel", "voice"),
        ("set aside", "Channel", "voice"),
        ("set aside", "Channel", "other channel"),
        ("set aside", "Direction", "inbound"),
    ]


def test_a_file_of_skipped_rows_alone_has_no_file_of_rejected_ones(tmp_path: Path) -> None:
    header = [*LOG, "Direction"]
    outcome = import_file(log_file(tmp_path, (*text("m1"), "inbound"), header=header))
    assert (outcome.set_aside, outcome.rejected_file) == (1, None)
    assert messages() == {}


def test_a_rejected_row_is_kept_as_it_was_with_line_column_and_reason(tmp_path: Path) -> None:
    outcome = import_file(log_file(tmp_path, *MIXED))
    assert (outcome.stored, outcome.rejected) == (2, 3)
    kept = rows_of("left_out")
    assert [(row["line"], row["kind"], row["column"]) for row in kept] == [
        (3, "rejected", "Phone Number"),
        (5, "rejected", "Date/Time"),
        (6, "rejected", "Delivery Results"),
    ]
    assert json.loads(kept[1]["row"]) == dict(zip(LOG, BAD[1], strict=True))
    assert json.loads(kept[0]["row"])["Phone Number"] == "Ana"


def test_the_file_of_rejected_rows_opens_in_excel_with_the_files_own_columns(tmp_path: Path) -> None:
    outcome = import_file(log_file(tmp_path, *MIXED))
    assert outcome.rejected_file is not None
    file = Path(outcome.rejected_file)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    header, *rows = _rejected(file)
    assert header == ["Line", "Column", "Why", *LOG]
    assert [row[3:] for row in rows] == [list(row) for row in BAD]
    assert rows[0][:3] == ["3", "Phone Number", "This isn't a phone number."]


def test_reasons_are_stored_in_english_and_read_in_the_language_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    translated = tmp_path / "messages.po"
    translated.write_text(
        'msgid ""\nmsgstr "Language: es\\n"\n\n'
        'msgid "This isn\'t a phone number."\nmsgstr "No es un número."\n\n'
        'msgid "Why"\nmsgstr "Motivo"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("SMS_REPORTS_CATALOG", str(translated))
    catalog._reader.cache_clear()
    try:
        outcome = import_file(log_file(tmp_path, *MIXED))
    finally:
        monkeypatch.delenv("SMS_REPORTS_CATALOG")
        catalog._reader.cache_clear()
    assert rows_of("left_out")[0]["why"] == "This isn't a phone number."
    header, first, *_rest = _rejected(Path(str(outcome.rejected_file)))
    assert header[:3] == ["Line", "Column", "Motivo"]
    assert first[:3] == ["3", "Phone Number", "No es un número."]


def test_rejected_rows_are_imported_once_they_are_corrected(tmp_path: Path) -> None:
    outcome = import_file(log_file(tmp_path, *MIXED))
    content = Path(str(outcome.rejected_file)).read_text(encoding="utf-8-sig")
    for wrong, right in (
        ("Ana", number(2)),
        ("soon", "2026-09-30 08:12"),
        (f"{number(1)},", f"{number(1)},{SENT}"),
    ):
        content = content.replace(f",{wrong},", f",{right},")
    assert imported(written(tmp_path / "corrected.csv", content)) == {"stored": 3}
    assert set(messages()) == {"m1", "m2", "m3", "m4", "m5"}
    assert messages()["m4"]["reason_text"] == 'a "b", c'


@pytest.mark.parametrize("careful", [False, True], ids=["clean", "ragged"])
def test_the_cells_of_a_rejected_row_are_its_own(tmp_path: Path, *, careful: bool) -> None:
    rows = [
        text(f"m{n}", to="Ana" if n % 7 == 3 else number(1), why="a\nb" if n % 5 == 0 else "")
        for n in range(90)
    ]
    content = csv_text(LOG, *rows) + ("short\n" if careful else "")
    imported(written(tmp_path / "log.csv", content))
    kept = [json.loads(row["row"])["Message ID"] for row in rows_of("left_out")]
    wrong = [f"m{n}" for n in range(90) if n % 7 == 3]
    assert kept == wrong + (["short"] if careful else [])


def test_the_cells_of_rejected_rows_are_kept_from_every_container(tmp_path: Path) -> None:
    bad = text("m2", to="Ana", why="as it was")
    imported(workbook(tmp_path / "a.xlsx", Log=[LOG, text("m1"), bad]))
    columns = dict(zip(LOG, [list(cells) for cells in zip(text("m3"), bad, strict=True)], strict=True))
    imported(parquet(tmp_path / "b.parquet", columns))
    imported(written(tmp_path / "c.csv", csv_text(LOG, text("m4"), bad).encode("utf-16")))
    kept = [json.loads(row["row"]) for row in rows_of("left_out")]
    assert [[cells[name] for name in ("Message ID", "Reason")] for cells in kept] == [
        ["m2", "as it was"]
    ] * 3


def test_a_time_of_a_rejected_row_is_kept_as_the_district_reads_it(tmp_path: Path) -> None:
    when = pa.array([utc(2026, 9, 30, 13, 12)], pa.timestamp("us", "UTC"))
    columns = dict(zip(LOG, (["m1"], when, ["Ana"], [SENT], [""]), strict=True))
    imported(parquet(tmp_path / "log.parquet", columns))
    (row,) = rows_of("left_out")
    assert json.loads(row["row"])["Date/Time"] == "2026-09-30 08:12:00-05"


def test_the_cells_of_rejected_rows_are_their_own_where_a_file_is_read_in_parts(tmp_path: Path) -> None:
    rows = [text(f"m{n}", to="Ana" if n % 3 else number(1)) for n in range(20_000)]
    columns = dict(zip(LOG, [list(cells) for cells in zip(*rows, strict=True)], strict=True))
    pq.write_table(pa.table(columns), tmp_path / "log.parquet", row_group_size=1_000)
    imported(tmp_path / "log.parquet")
    kept = {row["line"]: json.loads(row["row"])["Message ID"] for row in rows_of("left_out")}
    assert kept == {n + 1: f"m{n}" for n in range(20_000) if n % 3}


def test_many_rows_not_imported_are_all_kept_in_order(tmp_path: Path) -> None:
    rows = [text(f"m{n}", to="Ana") for n in range(left_out.BATCH_ROWS + 5)]
    outcome = import_file(log_file(tmp_path, *rows))
    assert outcome.rejected == len(rows)
    lines = [int(row[0]) for row in _rejected(Path(str(outcome.rejected_file)))[1:]]
    assert lines == list(range(2, len(rows) + 2))
    assert sorted(row["line"] for row in rows_of("left_out")) == lines


def test_only_their_owner_can_read_rejected_rows(tmp_path: Path) -> None:
    outcome = import_file(log_file(tmp_path, text("m1", to="Ana")))
    assert Path(str(outcome.rejected_file)).parent.stat().st_mode & 0o077 == 0


def test_a_row_with_too_many_cells_is_kept_with_all_of_them(tmp_path: Path) -> None:
    header = csv_text(LOG)
    file = written(tmp_path / "log.csv", header + csv_text((*text("m1"), "and", "", "more")))
    assert imported(file) == {"rejected": 1}
    (row,) = rows_of("left_out")
    assert list(json.loads(row["row"]).values()) == [*text("m1"), "and", "", "more"]
    (kept,) = (Path(settings.load().logs) / "work" / "rejected").glob("*.csv")
    assert "and,,more" in kept.read_text(encoding="utf-8-sig")
