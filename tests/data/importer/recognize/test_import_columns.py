"""Columns are matched by name. A file without a required one is refused, with the columns that it has."""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from data.errors import Problem
from data.importer import Recognized
from data.importer.recognize import columns, formats
from data.importer.recognize.format_types import GENERIC
from data.tables import store
from tests.import_files import (
    CONTACTS,
    LISTED,
    LOG,
    OPTED_IN,
    SENT,
    csv_text,
    imported,
    log_file,
    messages,
    number,
    one_message,
    recognize,
    rows_of,
    stored,
    text,
    utc,
    written,
)

ALIASES = [
    (kind, field, alias)
    for kind in columns.KINDS
    for field, aliases in formats.by_id(kind).columns.items()
    for alias in [field, *aliases]
]
NAMES = ("Message ID", "Broadcast", "School", "Contact ID", "Phone Number", "Date/Time", "Delivery Results")
BARE = {"log": NAMES, "status": (*LISTED, "Changed At"), "contacts": CONTACTS}


@pytest.mark.parametrize("kind", columns.KINDS)
def test_every_alias_matches_in_any_case_and_punctuation(kind: str) -> None:
    for of_kind, field, alias in ALIASES:
        if of_kind == kind:
            for name in (alias, alias.upper(), f" {alias.lower()}: ", alias.replace(" ", "_")):
                assert columns.match((name,), formats.by_id(kind)).columns == {field: name}


EVERY_COLUMN = {
    "Service": "acme",
    "SID": "m1",
    "Job ID": "b1",
    "Subject": "Snow day",
    "Submitted By": "Central Office",
    "Campus": "Lincoln High",
    "Person ID": "c1",
    "To": number(1),
    "From": "67587",
    "Status": SENT,
    "Details": "as stated",
    "Raw Status": "delivered",
    "Error Code": "30003",
    "Timestamp": "2026-09-30 08:12",
    "Accepted": "2026-09-30 08:13",
    "Last Updated": "2026-09-30 08:14",
    "Date Delivered": "2026-09-30 08:15",
    "Message Category": "Emergency",
    "Segment Count": "2",
    "Total Cost": "$0.0158",
    "Currency Code": "USD",
    "Network": "Verizon",
    "Text Body": "School is closed",
    "Direction": "outbound",
    "Channel": "SMS",
}


def test_every_column_of_a_log_arrives_in_its_place(tmp_path: Path) -> None:
    file = log_file(tmp_path, list(EVERY_COLUMN.values()), header=list(EVERY_COLUMN))
    assert imported(file) == {"stored": 1}
    assert one_message() | {"import_id": ""} == {
        "service": "acme",
        "message_id": "m1",
        "broadcast_id": "b1",
        "broadcast": "Snow day",
        "sent_by": "Central Office",
        "school": "Lincoln High",
        "contact_id": "c1",
        "number": stored(1),
        "short_code": "67587",
        "result": SENT,
        "reason": None,
        "reason_text": "as stated",
        "service_status": "delivered",
        "carrier_code": "30003",
        "requested_at": utc(2026, 9, 30, 13, 12),
        "accepted_at": utc(2026, 9, 30, 13, 13),
        "updated_at": utc(2026, 9, 30, 13, 14),
        "delivered_at": utc(2026, 9, 30, 13, 15),
        "kind": "Emergency",
        "parts": 2,
        "price": Decimal("0.0158"),
        "currency": "USD",
        "carrier": "Verizon",
        "text_length": 16,
        "is_unicode": False,
        "import_id": "",
        "month": "2026-09",
    }


def test_missing_fields_are_null_and_the_service_is_the_generic_one(tmp_path: Path) -> None:
    header = ["Phone Number", "Date/Time", "Delivery Results"]
    assert imported(log_file(tmp_path, [number(1), "2026-09-30", SENT], header=header)) == {"stored": 1}
    row = one_message()
    filled = {name for name, cell in row.items() if cell is not None}
    assert filled == {"service", "message_id", "number", "result", "requested_at", "import_id", "month"}
    assert row["service"] == GENERIC


@pytest.mark.parametrize("kind", columns.KINDS)
def test_a_file_without_a_required_column_is_refused(kind: str, tmp_path: Path, logs: str) -> None:
    tries = count()
    for field in formats.by_id(kind).needed:
        has = [
            name for name in BARE[kind] if field not in columns.match((name,), formats.by_id(kind)).columns
        ]
        file = written(tmp_path / f"{next(tries)}.csv", csv_text(has, ["x"] * len(has)))
        for options in ({"kind": kind}, {}):
            with pytest.raises(Problem) as refused:
                imported(file, **options)
            assert columns.field_title(field) in refused.value.what_happened
            assert ", ".join(has) in refused.value.where
    assert store.newest(logs).table("imports").num_rows == 0


def test_all_the_missing_columns_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(Problem) as refused:
        imported(written(tmp_path / "log.csv", "Message ID,Color\nm1,red\n"), kind="log")
    assert refused.value.what_happened == (
        "This file can't be read as a message log. It has no column for: Requested (for example "
        "“Date/Time”), Number (for example “Phone Number”), Result (for example “Delivery Results”)."
    )
    assert refused.value.where == "log.csv, line 1. Columns: Message ID, Color"


@pytest.mark.parametrize("options", [{}, {"kind": "log"}])
def test_a_file_without_a_header_is_refused_without_quoting_its_first_row(
    tmp_path: Path, options: dict[str, str]
) -> None:
    with pytest.raises(Problem, match="looks like a row") as refused:
        imported(log_file(tmp_path, text("m2"), header=text("m1")), **options)
    assert number(1) not in str(refused.value)


def _recognized(tmp_path: Path, header: str, row: str = "", **options: Any) -> Recognized:
    return recognize(written(tmp_path / "file.csv", f"{header}\n{row}\n"), **options)


@pytest.mark.parametrize(
    ("header", "row", "kind"),
    [
        ("Phone Number,Status,Date", f"2125550101,{SENT},2026-09-30", "log"),
        ("Phone Number,Status,Date", f"2125550101,{OPTED_IN},2026-09-30", "status"),
        ("Phone Number,Status,Date", "", "log"),
        ("Contact ID,School,Phone Number,SMS Status,Short Code", f"1,L,2125550101,{OPTED_IN},6", "status"),
        ("Contact ID,Name,School,Phone Number", "1,A,L,2125550101", "contacts"),
        ("Contact ID,Phone Number", "1,2125550101", "contacts"),
    ],
)
def test_the_kind_of_a_file_is_recognized_by_its_columns_and_words(
    tmp_path: Path, header: str, row: str, kind: str
) -> None:
    assert _recognized(tmp_path, header, row).kind == kind


def test_the_likelier_of_two_matching_columns_is_read(tmp_path: Path) -> None:
    header = "Sent,Date/Time,Status,Delivery Results,Phone,Phone Number"
    assert _recognized(tmp_path, header).columns == {
        "requested_at": "Date/Time",
        "number": "Phone Number",
        "result": "Delivery Results",
    }


def test_of_two_columns_of_one_name_the_first_is_read(tmp_path: Path) -> None:
    rows = (*text("m1", why="first"), "second"), (*text("m2", to="?", why="first"), "second")
    assert imported(log_file(tmp_path, *rows, header=[*LOG, "Reason"])) == {"stored": 1, "rejected": 1}
    assert messages()["m1"]["reason_text"] == "first"
    assert '"Reason": "first", "Reason (6)": "second"' in rows_of("left_out")[0]["row"]


def test_columns_set_by_hand_count_before_names_and_may_decide_the_kind(tmp_path: Path) -> None:
    header = ["A", "B", "C", "Delivery Results"]
    row = ["2026-09-30", number(1), SENT, "?"]
    columns_by_hand = {"requested_at": "a", "number": "B", "result": "c"}
    assert imported(log_file(tmp_path, row, header=header), columns=columns_by_hand) == {"stored": 1}
    assert one_message()["number"] == stored(1)


def test_a_column_set_by_hand_is_read_and_not_one_with_other_punctuation(tmp_path: Path) -> None:
    file = log_file(tmp_path, (*text("m1", why="first"), "second", "third"), header=[*LOG, "Reason!", "#"])
    assert recognize(file, columns={"reason_text": "Reason!"}).positions[0] == ("reason_text", 5)
    assert recognize(file, columns={"reason_text": "#"}).positions[0] == ("reason_text", 6)


def test_a_field_can_be_set_to_have_no_column(tmp_path: Path) -> None:
    file = log_file(tmp_path, text("m1", why="a note for the office"))
    assert imported(file, columns={"reason_text": ""}) == {"stored": 1}
    assert one_message()["reason_text"] is None


@pytest.mark.parametrize("columns_by_hand", [{"color": "Reason"}, {"result": "Color"}])
@pytest.mark.parametrize("kind", ["log", None])
def test_columns_or_fields_that_do_not_exist_are_refused(
    tmp_path: Path, columns_by_hand: dict[str, str], kind: str | None
) -> None:
    with pytest.raises(Problem, match="no such column") as refused:
        imported(log_file(tmp_path, text("m1")), columns=columns_by_hand, kind=kind)
    assert "Columns of the file: Message ID" in refused.value.where


def test_refused_columns_quotes_no_number_of_a_file_without_a_header(tmp_path: Path) -> None:
    file = written(tmp_path / "file.csv", csv_text([number(1), SENT], [number(2), SENT]))
    with pytest.raises(Problem, match="no such column") as refused:
        imported(file, columns={"color": number(1)}, kind="log")
    assert number(1) not in str(refused.value)
    assert f"Columns of the file: …, {SENT}" in refused.value.where


def test_a_problem_shortens_very_long_and_counts_very_many_column_names(
    tmp_path: Path,
) -> None:
    header = ["long " * 1_000, *(f"Name {place}" for place in range(2_000))]
    with pytest.raises(Problem, match="no column for") as refused:
        imported(written(tmp_path / "file.csv", csv_text(header)), kind="log")
    assert "long …, Name 0, Name 1," in refused.value.where
    assert refused.value.where.endswith(", Name 98, and 1,901 more")
