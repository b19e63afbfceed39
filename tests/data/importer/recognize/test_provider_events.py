"""A service that reports a text by several events: in any order and in several files, one row."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from tests.import_files import (
    FAILED,
    INELIGIBLE,
    NOT_SENT_YET,
    OPTED_OUT,
    SENDING,
    SENT,
    imported,
    rows_of,
    stored,
    utc,
    written,
)

FEW = trying(max_examples=5, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
REFUSES = "not_opted_in_or_blocked"
FINAL = {SENT, INELIGIBLE, FAILED}
# The last event of a text, as it is counted.
SAYS: dict[str, tuple[str, str | None]] = {
    "QUEUED": (NOT_SENT_YET, None),
    "PENDING": (SENDING, None),
    "SUCCESSFUL": (SENT, None),
    "DELIVERED": (SENT, None),
    "UNREACHABLE": (FAILED, "phone_cannot"),
    "OPTED_OUT": (INELIGIBLE, REFUSES),
    "UNKNOWN": (SENDING, None),  # taken on by the service, without a final result
}
ONLY_EVENTS = {"QUEUED"}  # which the old stream has no word for
# Two seconds before a UTC month ends, so that the events of a text lie on both sides.
REQUESTED = utc(2026, 9, 30, 23, 59, 58)


class Event(NamedTuple):
    """One event: of which text, what it says, and how many milliseconds after the request."""

    text: int
    says: str
    after: int

    @property
    def at(self) -> datetime:
        """When it happened."""
        return REQUESTED + timedelta(milliseconds=self.after)

    @property
    def result(self) -> tuple[str, str | None]:
        """The result and reason of the event."""
        return SAYS[self.says]


Files: TypeAlias = list[list[Event]]
SOME_TEXTS = st.lists(
    st.lists(
        st.tuples(st.sampled_from(sorted(SAYS)), st.integers(0, 5_000)),
        min_size=1,
        max_size=4,
        unique_by=lambda said: said[1],
    ),
    min_size=1,
    max_size=3,
)


@st.composite
def _files(draw: st.DrawFn) -> Files:
    texts = draw(SOME_TEXTS)
    every = [Event(text, *said) for text, events in enumerate(texts, start=1) for said in events]
    again = draw(st.lists(st.sampled_from(every), max_size=4))
    order = draw(st.permutations(every + again))
    places = draw(st.lists(st.integers(0, 2), min_size=len(order), max_size=len(order)))
    return [
        [event for event, place in zip(order, places, strict=True) if place == file] for file in range(3)
    ]


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _event(event: Event) -> dict[str, Any]:
    says = "BLOCKED" if event.says == "OPTED_OUT" else event.says
    described = "Phone number is opted out" if event.says == "OPTED_OUT" else f"It is {says}"
    return {
        "eventType": f"TEXT_{says}",
        "eventTimestamp": _milliseconds(event.at),
        "destinationPhoneNumber": f"+{stored(event.text)}",
        "messageId": f"m{event.text}",
        "messageRequestTimestamp": _milliseconds(REQUESTED),
        "messageStatusDescription": described,
    }


def _old_event(event: Event) -> dict[str, Any]:
    words = {"UNKNOWN": "FAILURE", "PENDING": "BUFFERED"}
    word = words.get(event.says, "SUCCESS" if event.result[0] == SENT else "FAILURE")
    attributes = {
        "message_id": f"m{event.text}",
        "destination_phone_number": f"+{stored(event.text)}",
        "record_status": event.says,
    }
    return {
        "event_type": f"_SMS.{word}",
        "event_timestamp": _milliseconds(event.at),
        "attributes": attributes,
    }


def _last_words(files: Files) -> dict[str, Event]:
    """The event that counts of each text: final before on its way, then the newest."""
    every = [event for events in files for event in events]
    every.sort(key=lambda event: (event.result[0] in FINAL, event.at))
    return {f"m{event.text}": event for event in every}


def _opted_out(files: Files) -> dict[int, tuple[datetime, datetime]]:
    """The numbers that were refused, from when until when that was said."""
    said: dict[int, list[datetime]] = {}
    for event in [event for events in files for event in events if event.says == "OPTED_OUT"]:
        said.setdefault(stored(event.text), []).append(event.at)
    return {number: (min(times), max(times)) for number, times in said.items()}


def _check(files: Files, written_as: Callable[[Event], dict[str, Any]], *, has_request: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        uri = f"{folder}/logs"
        for place, events in enumerate(files):
            content = "".join(json.dumps(written_as(event)) for event in events)
            if events:
                imported(written(Path(folder) / f"{place}.json", content), uri=uri)
        found = rows_of("messages", uri)
        last = _last_words(files)
        assert len(found) == len(last)
        for row in found:
            event = last[row["message_id"]]
            assert (row["result"], row["reason"], row["updated_at"]) == (*event.result, event.at)
            assert row["requested_at"] == (REQUESTED if has_request else event.at)
            assert row["number"] == stored(event.text)
        changes = {
            row["number"]: (row["status"], row["changed_at"], row["confirmed_until"])
            for row in rows_of("status_changes", uri)
        }
        assert changes == {number: (OPTED_OUT, *times) for number, times in _opted_out(files).items()}


@FEW
@given(_files())
def test_amazons_events_end_in_the_same_rows_however_they_come(files: Files) -> None:
    _check(files, _event, has_request=True)


@FEW
@given(_files())
def test_events_of_the_old_stream_end_in_the_same_rows_however_they_come(files: Files) -> None:
    old_events = [[event for event in events if event.says not in ONLY_EVENTS] for events in files]
    _check(old_events, _old_event, has_request=False)


@pytest.mark.parametrize("written_as", [_event, _old_event], ids=["events", "old stream"])
def test_newest_event_counts_even_if_it_came_first(tmp_path: Path, written_as: Callable[..., Any]) -> None:
    for place, event in enumerate([Event(1, "DELIVERED", 3_000), Event(1, "PENDING", 9_000)]):
        imported(written(tmp_path / f"{place}.json", json.dumps(written_as(event))))
    (row,) = rows_of("messages")
    assert (row["result"], row["updated_at"]) == (SENT, REQUESTED + timedelta(seconds=3))
