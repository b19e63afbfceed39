"""Files with several columns of one name, such as a contact's numbers, all of which are read."""

from __future__ import annotations

from pathlib import Path

from tests.import_files import (
    OPTED_OUT,
    csv_text,
    import_file,
    imported,
    number,
    preview,
    recognize,
    rows_not_imported,
    rows_of,
    stored,
    utc,
    workbook,
    written,
)

TWICE = (
    "Contact UUID",
    "Name",
    "Status",
    "Created On",
    "Last Seen On",
    "URN:Tel",
    "URN:Tel",
    "URN:Telegram",
)
AS_OF = utc(2026, 9, 30)


def _contact(status: str, *numbers: str) -> tuple[str, ...]:
    return ("c1", "Ana", status, "2026-01-01 12:00:00", "", *numbers, *[""] * (2 - len(numbers)), "")


def test_every_number_of_a_contact_is_read_whichever_column_it_is_in(tmp_path: Path) -> None:
    rows = [_contact("Stopped", number(1), number(2)), _contact("Stopped", "", number(3))]
    file = workbook(tmp_path / "contacts.xlsx", Contact=[TWICE, *rows])
    assert imported(file, as_of=AS_OF) == {"stored": 3}
    assert {row["number"] for row in rows_of("status_changes")} == {stored(n) for n in (1, 2, 3)}
    assert {row["status"] for row in rows_of("status_changes")} == {OPTED_OUT}


def test_a_csv_of_repeated_columns_is_read_as_a_workbook_is(tmp_path: Path) -> None:
    content = csv_text(TWICE, _contact("Stopped", number(1), number(2))) + "c2,Bo\n"
    file = written(tmp_path / "contacts.csv", content)
    assert imported(file, as_of=AS_OF) == {"stored": 2, "rejected": 1}
    assert rows_not_imported() == [(3, "rejected", None, "This row has 2 cells, but the header has 8.")]


def test_a_row_of_several_numbers_that_is_not_imported_is_so_for_each_on_its_line(tmp_path: Path) -> None:
    rows = [_contact("Stopped", number(1), "?"), _contact("Active", number(2), number(3))]
    file = workbook(tmp_path / "contacts.xlsx", Contact=[TWICE, *rows])
    assert imported(file, as_of=AS_OF) == {"stored": 1, "rejected": 1, "set_aside": 2}
    assert [(line, column) for line, _kind, column, _why in rows_not_imported()] == [
        (2, "URN:Tel"),
        (3, "Status"),
        (3, "Status"),
    ]
    kept = [row["row"] for row in sorted(rows_of("left_out"), key=lambda row: (row["line"], row["row"]))]
    assert ["?" in row for row in kept] == [True, False, False]
    assert [number(2) in kept[1], number(3) in kept[2]] == [True, True]


def test_a_contact_without_a_number_is_one_row(tmp_path: Path) -> None:
    file = workbook(tmp_path / "contacts.xlsx", Contact=[TWICE, _contact("Stopped"), _contact("Active")])
    assert imported(file, as_of=AS_OF) == {"rejected": 1, "set_aside": 1}


def test_a_note_says_how_repeated_columns_are_read_and_none_counts_as_unread(tmp_path: Path) -> None:
    file = workbook(tmp_path / "contacts.xlsx", Contact=[TWICE, _contact("Stopped", number(1), number(2))])
    assert "URN:Tel" not in recognize(file).unrecognized
    shown = preview(file, columns={}, as_of=AS_OF)
    assert shown["number"].to_pylist() == [stored(1), stored(2)]
    notes = import_file(file, as_of=AS_OF).notes
    assert notes[0] == "Read as RapidPro, contact export."
    assert notes[2] == "Each filled cell of the 2 columns “URN:Tel” is read as its own row."


def test_one_column_of_numbers_is_read_unchanged(tmp_path: Path) -> None:
    rows = [row[:6] for row in (TWICE, _contact("Stopped", number(1)), _contact("Stopped", ""))]
    file = workbook(tmp_path / "contacts.xlsx", Contact=rows)
    assert imported(file, as_of=AS_OF) == {"stored": 1, "rejected": 1}
    assert "row of its own" not in rows_of("imports")[0]["notes"]
