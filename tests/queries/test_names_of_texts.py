"""Names beside texts: those that the data proves, each text once, and no more than a viewer may know."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest

import queries
from data.access import Viewer
from data.tables.schemas import CONTACTS, MESSAGES
from data.words import vocabulary
from queries import WHY, arranged, read, with_people, with_reasons
from tests.answers import Fill
from tests.import_files import utc
from tests.viewers import HELP_DESK_ROLE, in_role, limited_to

LINCOLN, GRANT = "Lincoln High", "Grant Elementary"
N1, N2, N3, N4 = (12125550101 + place for place in range(4))
MARCH, APRIL, MAY, JUNE = (utc(2026, month, 1) for month in (3, 4, 5, 6))
NAMED = with_people(with_reasons("messages", WHY))
Named = Callable[..., list[tuple[str | None, str | None]]]


def _contact(
    contact: str, number: int | None, name: str, student: str | None = None, **other: object
) -> dict[str, object]:
    return {
        "contact_id": contact,
        "number": number,
        "name": name,
        "student_name": student,
        "student_id": student,
        "school": LINCOLN,
        "seen_from": MAY,
        "seen_until": MAY,
        **other,
    }


def _text(
    contact: str | None, number: int | None, school: str | None = LINCOLN, at: datetime = MAY
) -> dict[str, object]:
    return {"contact_id": contact, "number": number, "school": school, "requested_at": at}


@pytest.fixture
def named(logs: str, fill: Fill, viewer: Viewer) -> Named:
    """Return the names and students of texts, in the order of the texts."""

    def names(
        contacts: Iterable[dict[str, object]], texts: list[dict[str, object]], by: Viewer = viewer
    ) -> list[tuple[str | None, str | None]]:
        fill(logs, {"contacts": _table(contacts, CONTACTS), "messages": _messages(texts)})
        with queries.reading(logs):
            rows = queries.run(NAMED, by).to_pylist()
        rows.sort(key=lambda row: int(row["message_id"]))
        return [(row["names"], row["students"]) for row in rows]

    return names


def test_the_contact_that_the_log_names_counts_and_not_who_else_has_the_number(named: Named) -> None:
    contacts = [_contact("C1", N1, "Ana Diaz", "Abe"), _contact("C2", N1, "Ben Diaz", "Bo")]
    texts = [_text("C1", N1), _text("C2", N1), _text("C9", N1), _text("C2", None)]
    assert named(contacts, texts) == [
        ("Ana Diaz", "Abe"),
        ("Ben Diaz", "Bo"),
        (None, None),
        ("Ben Diaz", "Bo"),
    ]


def test_without_a_contact_in_the_log_all_who_share_the_number_are_named_in_order(named: Named) -> None:
    contacts = [
        _contact("C2", N1, "Zoe Diaz", "Cy"),
        _contact("C2", N1, "Zoe Diaz", "Abe"),
        _contact("C1", N1, "Ana Diaz", "Abe"),
        _contact("C3", N2, "Cy Okafor", "Kim"),
        _contact("C3", N2, "Cy Okafor", "Bo"),
        _contact("C3", N3, "Cy Okafor", "Kim"),
    ]
    texts = [_text(None, N1), _text(None, N2), _text(None, N4), _text(None, None)]
    assert named(contacts, texts) == [
        ("Ana Diaz; Zoe Diaz", "Abe; Cy"),
        ("Cy Okafor", "Bo; Kim"),
        (None, None),
        (None, None),
    ]


def test_a_number_that_changed_hands_shows_only_names_that_lists_prove(named: Named) -> None:
    contacts = [
        _contact("C1", N1, "Ana Diaz", seen_from=MARCH, seen_until=APRIL),
        _contact("C2", N1, "Ben Roy", seen_from=JUNE, seen_until=JUNE),
        _contact("C3", N2, "Cy Okafor", seen_from=JUNE, seen_until=JUNE),
    ]
    moments = (utc(2026, 2, 1), utc(2026, 3, 15), MAY, utc(2026, 6, 2))
    texts = [_text(None, number, at=at) for number in (N1, N2) for at in moments]
    of_first, of_second = [None, "Ana Diaz", None, "Ben Roy"], ["Cy Okafor"] * 4
    assert [names for names, _students in named(contacts, texts)] == [*of_first, *of_second]


def test_a_viewer_of_some_schools_reads_the_names_that_these_schools_list(named: Named) -> None:
    contacts = [
        _contact("C1", N1, "Ana Diaz", "Abe"),
        _contact("C1", N1, "Ana Diaz", "Bo", school=GRANT),
        _contact("C2", N1, "Ben Roy", "Cy", school=GRANT),
    ]
    texts = [_text(None, N1), _text("C1", N1), _text("C2", N1), _text(None, N1, GRANT)]
    everyone = ("Ana Diaz; Ben Roy", "Abe; Bo; Cy")
    assert named(contacts, texts) == [everyone, ("Ana Diaz", "Abe; Bo"), ("Ben Roy", "Cy"), everyone]
    assert named(contacts, texts, limited_to((LINCOLN,))) == [
        ("Ana Diaz", "Abe"),
        ("Ana Diaz", "Abe"),
        (None, None),
    ]
    of_grant = ("Ana Diaz; Ben Roy", "Bo; Cy")
    both = [("Ana Diaz", "Abe"), ("Ana Diaz", "Abe"), (None, None), of_grant]
    assert named(contacts, texts, limited_to((LINCOLN, GRANT))) == both, "those of each text's own school"


def test_without_the_right_to_see_names_initials_are_read(named: Named) -> None:
    contacts = [_contact("C1", N1, "Ana Diaz", "Abe Diaz"), _contact("C2", N1, "Ben Roy", "Cy Roy")]
    masked = named(contacts, [_text(None, N1)], in_role(HELP_DESK_ROLE))
    assert masked == [("A. D.; B. R.", "A. D.; C. R.")]


def test_names_neither_lose_nor_double_a_text_and_keep_the_order(
    logs: str, fill: Fill, viewer: Viewer, tmp_path: Path
) -> None:
    contacts = [
        _contact(f"C{place}", N1 + place % 2, f"Name {place}", f"Student {place}", school=school)
        for place in range(6)
        for school in (LINCOLN, GRANT, None)
    ]
    texts = [_text(f"C{place}" if place % 3 else None, N1 + place % 3) for place in range(40)]
    fill(logs, {"contacts": _table(contacts, CONTACTS), "messages": _messages(texts)})
    plain, file = read("messages"), tmp_path / "texts.csv"
    in_order = arranged(NAMED, ("requested_at", "names", "number"))
    with queries.reading(logs):
        for sort in (None, "number", "-school"):
            page = queries.run(NAMED, viewer, rows=7, skip=3, sort=sort)
            own = queries.run(plain, viewer, rows=7, skip=3, sort=sort)
            assert page.select(own.schema.names) == own, "the same rows in the same order"
        whole = queries.run(plain, viewer)
        streamed = pa.Table.from_batches(queries.stream(in_order, viewer))
        queries.write_csv(in_order, viewer, file)
    assert streamed.schema.names[:4] == ["requested_at", "names", "number", "service"]
    assert streamed.select(whole.schema.names) == whole
    rows = [*csv.reader(file.open(encoding="utf-8"))]
    assert [row[1] or None for row in rows] == streamed["names"].to_pylist()
    assert any(row[1] for row in rows)


def test_a_question_about_something_else_stays_unchanged() -> None:
    assert with_people(read("statuses")) == read("statuses")


def _messages(texts: list[dict[str, object]]) -> pa.Table:
    shared = {"service": "twilio", "result": vocabulary.RESULTS[2].name, "import_id": "000001"}
    rows = [
        {**shared, **text, "message_id": str(place), "month": f"{text['requested_at']:%Y-%m}"}
        for place, text in enumerate(texts)
    ]
    return _table(rows, MESSAGES)


def _table(rows: Iterable[dict[str, object]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([dict(row) for row in rows], schema=schema)
