"""Consent lists, compared with what is stored for their own date, and logs of status changes."""

from __future__ import annotations

from datetime import datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from data.errors import Problem
from data.words import vocabulary
from tests.import_files import (
    CHANGED,
    DISTRICTS_ZONE,
    LISTED,
    OPTED_IN,
    OPTED_OUT,
    PENDING,
    import_file,
    imported,
    log_file,
    number,
    recognize,
    rows_of,
    stored,
    text,
    utc,
)

MAY, JUNE, JULY = utc(2026, 5, 1), utc(2026, 6, 1), utc(2026, 7, 1)
Change = tuple[str, datetime, str | None, datetime | None, datetime]


def _list(folder: Path, as_of: datetime, *statuses: str | None) -> dict[str, int]:
    """Take in a list of number(1), number(2) …; None for a number that it does not hold."""
    rows = [[number(place), status] for place, status in enumerate(statuses, start=1) if status]
    return imported(log_file(folder, *rows, header=LISTED, name=f"{as_of:%m}.csv"), as_of=as_of)


def _changes(last: int = 1) -> list[Change]:
    """The changes of a number, oldest first: (status, at, how, observed after, confirmed until)."""
    names = ("status", "changed_at", "how", "observed_after", "confirmed_until")
    rows = [row for row in rows_of("status_changes") if row["number"] == stored(last)]
    changes: list[Any] = [tuple(row[name] for name in names) for row in rows]
    return sorted(changes, key=lambda change: change[1])


def test_the_first_list_sets_statuses_at_its_date(tmp_path: Path) -> None:
    assert _list(tmp_path, MAY, PENDING, OPTED_IN) == {"stored": 2}
    assert _changes(1) == [(PENDING, MAY, vocabulary.LIST_COMPARISON, None, MAY)]
    assert _changes(2) == [(OPTED_IN, MAY, vocabulary.LIST_COMPARISON, None, MAY)]


def test_another_status_in_a_later_list_is_a_change_after_the_earlier_list(
    tmp_path: Path,
) -> None:
    _list(tmp_path, MAY, PENDING, OPTED_IN)
    assert _list(tmp_path, JULY, OPTED_IN, OPTED_IN) == {"stored": 1, "unchanged": 1}
    assert [change[:2] for change in _changes(1)] == [(PENDING, MAY), (OPTED_IN, JULY)]
    assert _changes(1)[1][3] == MAY
    assert _changes(2) == [(OPTED_IN, MAY, vocabulary.LIST_COMPARISON, None, JULY)]


def test_a_number_missing_from_a_later_list_keeps_its_status(tmp_path: Path) -> None:
    _list(tmp_path, MAY, PENDING, OPTED_IN)
    assert _list(tmp_path, JULY, PENDING) == {"unchanged": 1}
    assert _changes(2) == [(OPTED_IN, MAY, vocabulary.LIST_COMPARISON, None, MAY)]


def test_lists_give_the_same_history_in_any_order(tmp_path: Path) -> None:
    lists = ((MAY, PENDING), (JUNE, PENDING), (JULY, OPTED_IN))
    stories = []
    for place, order in enumerate(permutations(lists)):
        uri = str(tmp_path / f"logs{place}")
        for as_of, status in order:
            file = log_file(tmp_path, [number(1), status], header=LISTED, name=f"{as_of:%m}.csv")
            imported(file, as_of=as_of, uri=uri)
        rows = rows_of("status_changes", uri)
        stories.append(
            {
                (row["status"], row["changed_at"], row["observed_after"], row["confirmed_until"])
                for row in rows
            }
        )
    assert stories == [{(PENDING, MAY, None, JUNE), (OPTED_IN, JULY, JUNE, JULY)}] * len(stories)


def test_the_same_status_in_an_older_list_moves_the_change_to_its_date(tmp_path: Path) -> None:
    _list(tmp_path, JULY, OPTED_IN)
    assert _list(tmp_path, MAY, OPTED_IN) == {"updated": 1}
    assert _changes() == [(OPTED_IN, MAY, vocabulary.LIST_COMPARISON, None, JULY)]


def test_an_older_list_between_two_that_agree_is_two_more_changes(tmp_path: Path) -> None:
    _list(tmp_path, MAY, OPTED_IN)
    _list(tmp_path, JULY, OPTED_IN)
    assert _list(tmp_path, JUNE, OPTED_OUT) == {"stored": 1}
    assert [change[:2] for change in _changes()] == [(OPTED_IN, MAY), (OPTED_OUT, JUNE), (OPTED_IN, JULY)]


def test_a_list_without_its_date_needs_one(tmp_path: Path) -> None:
    file = log_file(tmp_path, [number(1), PENDING], header=LISTED)
    assert recognize(file).needs_as_of
    with pytest.raises(Problem, match="has no column with its date") as refused:
        imported(file)
    assert "--as-of" in refused.value.next_step
    assert rows_of("imports") == []


def test_a_list_may_have_its_date_in_a_column(tmp_path: Path) -> None:
    header = [*LISTED, "As Of"]
    rows = [[number(1), PENDING, "2026-05-01"], [number(2), PENDING, ""]]
    assert imported(log_file(tmp_path, *rows, header=header)) == {"stored": 1, "rejected": 1}
    assert imported(log_file(tmp_path, *rows, header=header), as_of=JULY) == {"stored": 1, "unchanged": 1}
    assert (_changes(1)[0][1], _changes(2)[0][1]) == (utc(2026, 5, 1, 5), JULY)


def test_logged_changes_keep_their_own_time_and_how(tmp_path: Path) -> None:
    rows = [
        [number(1), PENDING, "2026-05-01 08:00", "form"],
        [number(1), OPTED_IN, "2026-05-02 08:00", "keyword reply"],
        [number(1), OPTED_OUT, "2026-05-03 08:00", ""],
    ]
    assert imported(log_file(tmp_path, *reversed(rows), header=CHANGED)) == {"stored": 3}
    assert [(status, how, observed) for status, _at, how, observed, _until in _changes()] == [
        (PENDING, "form", None),
        (OPTED_IN, "keyword reply", None),
        (OPTED_OUT, None, None),
    ]


def test_a_list_that_agrees_with_a_logged_change_adds_nothing(tmp_path: Path) -> None:
    logged = log_file(tmp_path, [number(1), OPTED_IN, "2026-05-02 08:00", "keyword reply"], header=CHANGED)
    imported(logged)
    assert _list(tmp_path, JULY, OPTED_IN) == {"unchanged": 1}
    assert _changes() == [(OPTED_IN, utc(2026, 5, 2, 13), "keyword reply", None, JULY)]


def test_a_logged_change_explains_a_change_between_two_lists(tmp_path: Path) -> None:
    _list(tmp_path, MAY, PENDING)
    _list(tmp_path, JULY, OPTED_IN)
    logged = log_file(tmp_path, [number(1), OPTED_IN, "2026-06-02 08:00", "keyword reply"], header=CHANGED)
    imported(logged)
    assert _changes() == [
        (PENDING, MAY, vocabulary.LIST_COMPARISON, None, MAY),
        (OPTED_IN, utc(2026, 6, 2, 13), "keyword reply", None, JULY),
    ]


def test_a_log_of_changes_imported_twice_changes_nothing(tmp_path: Path) -> None:
    row = [number(1), OPTED_IN, "2026-06-02 08:00", "form"]
    imported(log_file(tmp_path, row, header=CHANGED))
    before = _changes()
    assert imported(log_file(tmp_path, row, row, header=CHANGED)) == {"unchanged": 2}
    assert _changes() == before


def test_a_status_belongs_to_a_number_and_its_short_code(tmp_path: Path) -> None:
    header = [*LISTED, "Short Code"]
    rows = [[number(1), OPTED_IN, "67587"], [number(1), OPTED_OUT, "68453"], [number(1), PENDING, ""]]
    assert imported(log_file(tmp_path, *rows, header=header), as_of=MAY) == {"stored": 3}
    found = {row["short_code"]: row["status"] for row in rows_of("status_changes")}
    assert found == {"67587": OPTED_IN, "68453": OPTED_OUT, None: PENDING}


def test_later_line_then_later_import_counts_for_one_moment(tmp_path: Path) -> None:
    rows = [[number(1), PENDING], [number(1), OPTED_IN], [number(2), OPTED_IN]]
    assert imported(log_file(tmp_path, *rows, header=LISTED), as_of=MAY) == {"stored": 2, "unchanged": 1}
    assert [change[0] for change in _changes(1)] == [OPTED_IN]
    assert _list(tmp_path, MAY, OPTED_OUT) == {"stored": 1}
    assert [change[:2] for change in _changes(1)] == [(OPTED_OUT, MAY)]


def test_other_numbers_stay_as_they_were(tmp_path: Path) -> None:
    _list(tmp_path, MAY, PENDING, OPTED_IN, OPTED_OUT)
    before = [_changes(last) for last in (1, 2, 3)]
    _list(tmp_path, JULY, None, OPTED_OUT)
    assert [_changes(last) for last in (1, 3)] == [before[0], before[2]]
    assert len(_changes(2)) == 2


def test_a_message_log_read_as_a_consent_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="consent list"):
        imported(log_file(tmp_path, text("m1")), kind="status")


def test_changes_in_an_hour_that_the_clock_repeats_or_skips_are_noted_once_for_each_imported_row(
    tmp_path: Path,
) -> None:
    moments = ("2026-11-01 01:30", "2026-11-01 01:45", "2026-03-08 02:30", "2026-05-01 08:00")
    rows = [[number(place), OPTED_IN, when, ""] for place, when in enumerate(moments, start=1)]
    rows += [["?", OPTED_IN, moments[0], ""], ["?", OPTED_IN, moments[2], ""]]
    assert import_file(log_file(tmp_path, *rows, header=CHANGED)).notes == (
        DISTRICTS_ZONE,
        "2 times are in the hour that the clock repeats. Each is read as the first of the two.",
        "1 time is in the hour that the clock skips. It is read as if the clock had not changed.",
    )
