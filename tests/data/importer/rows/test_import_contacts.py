"""Contact lists: who has which number, and who had it before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.import_files import (
    CONTACTS,
    DISTRICTS_ZONE,
    import_file,
    imported,
    log_file,
    number,
    rows_of,
    stored,
    utc,
)

MAY, JULY = "2026-05-01", "2026-07-01"
AT_MAY, AT_JULY = utc(2026, 5, 1, 5), utc(2026, 7, 1, 5)


def _contact(
    contact: str, last: int | None, *, name: str = "Ana", student: str = "", as_of: str = MAY
) -> list[str]:
    """A row of CONTACTS."""
    return [contact, "" if last is None else number(last), name, "Lincoln High", student, as_of]


def _list(folder: Path, *rows: list[str]) -> dict[str, int]:
    return imported(log_file(folder, *rows, header=CONTACTS, name=f"{len(list(folder.iterdir()))}.csv"))


def _pairs() -> dict[tuple[str, int | None], dict[str, Any]]:
    rows = rows_of("contacts")
    found = {(row["contact_id"], row["number"]): row for row in rows}
    assert len(found) == len(rows)
    return found


def test_a_contact_may_have_several_numbers_and_a_number_several_contacts(tmp_path: Path) -> None:
    rows = [_contact("c1", 1), _contact("c1", 2), _contact("c2", 1)]
    assert _list(tmp_path, *rows) == {"stored": 3}
    assert set(_pairs()) == {("c1", stored(1)), ("c1", stored(2)), ("c2", stored(1))}


def test_a_contact_without_a_number_is_kept_once(tmp_path: Path) -> None:
    assert _list(tmp_path, _contact("c1", None), _contact("c1", None)) == {"stored": 1, "unchanged": 1}
    assert _list(tmp_path, _contact("c1", None, as_of=JULY)) == {"unchanged": 1}
    assert _pairs()["c1", None]["seen_until"] == AT_JULY


def test_a_contact_with_two_students_is_a_row_for_each(tmp_path: Path) -> None:
    rows = [_contact("c1", 1, student="s1"), _contact("c1", 1, student="s2")]
    assert _list(tmp_path, *rows) == {"stored": 2}
    assert _list(tmp_path, *([*row[:5], JULY] for row in rows)) == {"unchanged": 2}
    assert sorted(row["student_id"] for row in rows_of("contacts")) == ["s1", "s2"]


def test_a_number_that_changed_hands_keeps_its_story(tmp_path: Path) -> None:
    _list(tmp_path, _contact("c1", 1))
    assert _list(tmp_path, _contact("c2", 1, name="Ben", as_of=JULY)) == {"stored": 1}
    before, after = _pairs()["c1", stored(1)], _pairs()["c2", stored(1)]
    assert (before["name"], before["seen_from"], before["seen_until"]) == ("Ana", AT_MAY, AT_MAY)
    assert (after["name"], after["seen_from"], after["seen_until"]) == ("Ben", AT_JULY, AT_JULY)


def test_the_newest_lists_words_count_and_the_dates_span_every_list(tmp_path: Path) -> None:
    _list(tmp_path, _contact("c1", 1, name="Ana", as_of=JULY))
    assert _list(tmp_path, _contact("c1", 1, name="An", as_of=MAY)) == {"unchanged": 1}
    row = _pairs()["c1", stored(1)]
    assert (row["name"], row["seen_from"], row["seen_until"]) == ("Ana", AT_MAY, AT_JULY)
    assert _list(tmp_path, _contact("c1", 1, name="Ana B.", as_of="2026-08-01")) == {"updated": 1}
    assert _pairs()["c1", stored(1)]["name"] == "Ana B."


def test_a_word_that_a_newer_list_leaves_out_is_gone(tmp_path: Path) -> None:
    _list(tmp_path, _contact("c1", 1, name="Ana"))
    assert _list(tmp_path, _contact("c1", 1, name="", as_of=JULY)) == {"updated": 1}
    assert _pairs()["c1", stored(1)]["name"] is None


def test_of_several_rows_for_one_pair_the_newest_then_the_later_line_counts(tmp_path: Path) -> None:
    rows = [
        _contact("c1", 1, name="b", as_of=JULY),
        _contact("c1", 1, name="a"),
        _contact("c1", 1, name="c", as_of=JULY),
    ]
    assert _list(tmp_path, *rows) == {"stored": 1, "unchanged": 2}
    assert _pairs()["c1", stored(1)]["name"] == "c"


def test_a_row_without_a_contact_is_rejected(tmp_path: Path) -> None:
    assert _list(tmp_path, _contact(" ", 1), _contact("c1", 1)) == {"stored": 1, "rejected": 1}
    assert (rows_of("left_out")[0]["column"], rows_of("left_out")[0]["why"]) == (
        "Contact ID",
        "This row has no contact ID.",
    )


def test_every_column_of_a_contact_list_arrives_in_its_place(tmp_path: Path) -> None:
    cells = {
        "Guardian ID": "c1",
        "Cell Phone": number(1),
        "Type": "mobile",
        "First Name": "Ana",
        "Last Name": "Lima",
        "E-mail Address": "ana@example.org",
        "Site": "Lincoln High",
        "Grade Level": "10",
        "Home Language": "Spanish",
        "Student Number": "s1",
        "Student": "Leo Lima",
        "Family ID": "h1",
        "List Date": MAY,
    }
    assert imported(log_file(tmp_path, list(cells.values()), header=list(cells))) == {"stored": 1}
    assert rows_of("contacts")[0] | {"import_id": ""} == {
        "contact_id": "c1",
        "number": stored(1),
        "phone_type": "mobile",
        "name": "Ana Lima",
        "email": "ana@example.org",
        "school": "Lincoln High",
        "grade": "10",
        "language": "Spanish",
        "student_id": "s1",
        "student_name": "Leo Lima",
        "household_id": "h1",
        "seen_from": AT_MAY,
        "seen_until": AT_MAY,
        "import_id": "",
    }


def test_a_contact_list_without_a_date_is_of_today_or_of_the_date_of_its_order(tmp_path: Path) -> None:
    header = ["Contact ID", "Phone Number"]
    imported(log_file(tmp_path, ["c1", number(1)], header=header), as_of=AT_MAY)
    imported(log_file(tmp_path, ["c2", number(2)], header=header))
    assert _pairs()["c1", stored(1)]["seen_until"] == AT_MAY
    assert datetime.now(UTC) - _pairs()["c2", stored(2)]["seen_until"] < timedelta(minutes=5)


def test_a_list_that_is_read_as_it_stands_has_no_note_but_its_zone(tmp_path: Path) -> None:
    rows = [_contact("c1", 1), _contact("c2", 2, as_of=JULY), _contact(" ", 3)]
    assert import_file(log_file(tmp_path, *rows, header=CONTACTS)).notes == (DISTRICTS_ZONE,)
