"""Every container, encoding and separator of a file gives the same rows."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from data.errors import Problem
from tests.import_files import (
    LOG,
    SENT,
    csv_text,
    imported,
    messages,
    number,
    one_message,
    parquet,
    recognize,
    rows_of,
    stored,
    text,
    utc,
    workbook,
    written,
)

AT = datetime(2026, 9, 30, 8, 12)  # noqa: DTZ001 - a workbook's times have no zone
ROWS = (text("m1", to=number(1), why="ñandú, “é”"), text("m2", to=number(2)))
CP1252 = "m3,2026-09-30 08:12,(212) 555-0103,Sent,José\n".encode("cp1252")


def _both_are_in(reason: str | None = "ñandú, “é”") -> None:
    found = messages()
    assert {key: row["number"] for key, row in found.items()} == {"m1": stored(1), "m2": stored(2)}
    assert found["m1"]["reason_text"] == reason
    assert found["m1"]["requested_at"] == utc(2026, 9, 30, 13, 12)


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [
        *(("utf-8", ","), ("utf-8", ";"), ("utf-8", "\t"), ("utf-8", "|"), ("utf-8-sig", ",")),
        *(("utf-16", "\t"), ("utf-16-le", ","), ("utf-16-be", ";"), ("utf-32", ","), ("cp1252", ";")),
    ],
)
def test_a_csv_is_read_in_any_encoding_and_with_any_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    content = csv_text(LOG, *ROWS, separator=separator, end="\r\n").encode(encoding)
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 2}
    _both_are_in()


def test_bytes_that_are_not_utf_8_are_read_as_windows_1252_even_late_in_the_file(tmp_path: Path) -> None:
    plain = csv_text(LOG, *(text(f"p{place}", why="é") for place in range(30_000))).encode()
    assert len(plain) > 1 << 20
    assert imported(written(tmp_path / "log.csv", plain + CP1252)) == {"stored": 30_001}
    found = messages()
    assert (found["p0"]["reason_text"], found["m3"]["reason_text"]) == ("é", "José")


def test_undecodable_bytes_stay_visible(tmp_path: Path) -> None:
    content = csv_text(LOG).encode() + CP1252.replace(b"\xe9", b"\x81")
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 1}
    assert one_message()["reason_text"] == "Jos\N{REPLACEMENT CHARACTER}"


def test_utf_16_that_breaks_off_is_refused(tmp_path: Path) -> None:
    content = csv_text(LOG, *ROWS).encode("utf-16")[:-1]
    with pytest.raises(Problem, match="begins as UTF-16"):
        imported(written(tmp_path / "log.csv", content))


@pytest.mark.parametrize("ending", [".txt", ".TSV", ".tab", ".xlsx", ".parquet"])
def test_text_is_recognized_by_its_content_not_by_its_ending(tmp_path: Path, ending: str) -> None:
    assert imported(written(tmp_path / f"log{ending}", csv_text(LOG, *ROWS))) == {"stored": 2}
    _both_are_in()


def test_a_workbook_named_csv_is_read_as_a_workbook(tmp_path: Path) -> None:
    file = workbook(tmp_path / "log.xlsx", Log=[LOG, *ROWS]).rename(tmp_path / "log.csv")
    assert imported(file) == {"stored": 2}
    _both_are_in()


def test_a_parquet_file_named_csv_is_read_as_parquet(tmp_path: Path) -> None:
    assert imported(parquet(tmp_path / "log.csv", _columns())) == {"stored": 2}
    _both_are_in(reason=None)


def test_a_workbooks_typed_cells_are_read_as_they_are_meant(tmp_path: Path) -> None:
    rows = [
        text("m1", when=AT, to=2125550101),
        text("m2", when=AT.date(), to=12125550102.0),
        text("m3", when=46295.341666667, to=number(3)),
        (4, AT, number(4), SENT, None),
    ]
    assert imported(workbook(tmp_path / "log.xlsx", Log=[LOG, *rows])) == {"stored": 4}
    found = messages()
    assert {row["number"] for row in found.values()} == {stored(last) for last in (1, 2, 3, 4)}
    assert found["m2"]["requested_at"] == utc(2026, 9, 30, 5)
    assert {found[key]["requested_at"] for key in ("m1", "m3", "4")} == {utc(2026, 9, 30, 13, 12)}


def test_sheets_with_the_same_header_are_read_and_others_ignored(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "log.xlsx",
        Empty=[],
        Notes=[["Anything"], ["m9"]],
        September=[LOG, text("m1"), [None] * 5],
        October=[LOG, text("m2")],
    )
    assert imported(file) == {"stored": 2}


def test_a_workbooks_rows_not_imported_keep_their_line(tmp_path: Path) -> None:
    rows = [["A report"], [], LOG, text("m1"), [], text("m2", to="none")]
    assert imported(workbook(tmp_path / "log.xlsx", Log=rows)) == {"stored": 1, "rejected": 1}
    assert rows_of("left_out")[0]["line"] == 6


def _columns(**changed: Any) -> dict[str, Any]:
    entries = {
        "Message ID": ["m1", "m2"],
        "Date/Time": [AT, AT],
        "Phone Number": [number(1), number(2)],
        "Delivery Results": [SENT, SENT],
    }
    return entries | {name.replace("_", " "): cells for name, cells in changed.items()}


@pytest.mark.parametrize(
    "numbers",
    [
        pa.array([2125550101, 12125550102]),
        pa.array([2125550101.0, 12125550102.0]),
        pa.array([2125550101, 12125550102]).cast(pa.decimal128(22, 2)),
        pa.array([2125550101, 12125550102]).cast(pa.decimal128(20, 0)),
        pa.array(["2125550101", "2125550102"]).dictionary_encode(),
        pa.array([b"2125550101", b"2125550102"]),
    ],
    ids=lambda numbers: str(numbers.type)[:10],
)
def test_a_parquet_files_numbers_may_be_of_any_type(tmp_path: Path, numbers: pa.Array) -> None:
    assert imported(parquet(tmp_path / "log.parquet", _columns(Phone_Number=numbers))) == {"stored": 2}
    _both_are_in(reason=None)


@pytest.mark.parametrize(
    ("kind", "hour"),
    [
        (pa.timestamp("us"), 13),
        (pa.timestamp("ns"), 13),
        (pa.timestamp("us", "UTC"), 8),
        (pa.timestamp("ms", "America/New_York"), 8),
    ],
    ids=str,
)
def test_a_parquet_files_times_are_local_unless_they_have_a_zone(
    tmp_path: Path, kind: pa.DataType, hour: int
) -> None:
    columns = {"Message ID": ["m1"], "Phone Number": [number(1)], "Delivery Results": [SENT]}
    times = {"Date/Time": pa.array([AT]).cast(kind)}
    assert imported(parquet(tmp_path / "log.parquet", columns | times)) == {"stored": 1}
    assert one_message()["requested_at"] == utc(2026, 9, 30, hour, 12)


def test_a_parquet_files_dates_are_the_first_instant_of_the_day(tmp_path: Path) -> None:
    columns = _columns() | {"Date/Time": pa.array([date(2026, 9, 30)] * 2, pa.date32())}
    assert imported(parquet(tmp_path / "log.parquet", columns)) == {"stored": 2}
    assert messages()["m1"]["requested_at"] == utc(2026, 9, 30, 5)


def test_ids_that_a_program_held_as_fractions_lose_the_point(tmp_path: Path) -> None:
    assert imported(parquet(tmp_path / "log.parquet", _columns(Contact_ID=[7.0, 7.5]))) == {"stored": 2}
    assert [row["contact_id"] for row in messages().values()] == ["7", "7.5"]


def test_a_parquet_column_may_have_any_name_and_any_type(tmp_path: Path) -> None:
    odd = {"file_row_number": [7, 8], "a\"b'c": [[1], [2]], "x": pa.nulls(2)}
    file = parquet(tmp_path / "log.parquet", _columns(Delivery_Results=[SENT, ""]) | odd)
    assert imported(file) == {"stored": 1, "rejected": 1}
    assert rows_of("left_out")[0]["line"] == 2


@pytest.mark.parametrize(
    "name", ["it's.csv", 'a "b".csv', "log[1].csv", "log*.csv", "lo?.csv", "a%20b{x}.csv"]
)
def test_file_name_may_hold_any_character_and_is_no_pattern(tmp_path: Path, name: str) -> None:
    for beside in ("log1.csv", "log.csv", "logs.csv"):
        written(tmp_path / beside, csv_text(LOG, text("another")))
    assert imported(written(tmp_path / name, csv_text(LOG, *ROWS))) == {"stored": 2}
    _both_are_in()


def test_recognizing_a_file_returns_its_kind_and_its_columns(tmp_path: Path) -> None:
    found = recognize(written(tmp_path / "log.csv", csv_text([*LOG, "Extra"], *ROWS)))
    assert (found.kind, found.missing, found.unrecognized) == ("log", (), ("Extra",))
    assert found.columns["requested_at"] == "Date/Time"
