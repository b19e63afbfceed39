"""After a log: numbers about which the service and the consent list disagree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import queries
from data.access import person_at_machine
from data.words import vocabulary
from tests.import_files import (
    OPTED_IN,
    OPTED_OUT,
    SENT,
    csv_text,
    import_file,
    log_file,
    number,
    rows_of,
    text,
    written,
)

INELIGIBLE = vocabulary.RESULTS[3].name
REFUSED = {"result": INELIGIBLE, "why": "consent_denied_or_pending"}
CONSOLE = (
    *("From", "To", "Body", "Status", "SentDate", "ApiVersion", "NumSegments", "ErrorCode", "AccountSid"),
    *("Sid", "Direction", "Price", "PriceUnit"),
)
OF_REFUSED = "1 number was refused as opted out, but the consent list says Opted In."
OF_SENT = "1 number was sent texts, but the consent list says Opted Out."


@pytest.fixture(autouse=True)
def _statuses(tmp_path: Path, district: Path) -> None:
    """One number opted in and one opted out, by a list of September 1."""
    assert district.exists()
    rows = ([number(1), OPTED_IN, "2026-09-01"], [number(2), OPTED_OUT, "2026-09-01"])
    import_file(written(tmp_path / "list.csv", csv_text(["Phone Number", "SMS Status", "As Of"], *rows)))


def _notes(file: Path, **order: Any) -> list[str]:
    """Return the notes of importing a log, without the one about its zone."""
    return [note for note in import_file(file, **order).notes if not note.startswith("Times ")]


def _listed() -> list[tuple[str, str, int]]:
    """Return the number, result and texts of the newest import's list."""
    newest = max(row["import_id"] for row in rows_of("imports"))
    rows = queries.run("numbers_in_conflict", person_at_machine(), import_id=newest).to_pylist()
    return [(row["number"], row["result"], row["texts"]) for row in rows]


def test_a_log_notes_refused_numbers_that_are_opted_in_and_texted_ones_that_are_opted_out(
    tmp_path: Path,
) -> None:
    rows = [
        text("m1", to=number(1), **REFUSED),
        text("m2", "2026-09-30 09:00", to=number(1), **REFUSED),
        text("m3", to=number(2)),
        text("m4", to=number(3)),
    ]
    assert _notes(log_file(tmp_path, *rows)) == [OF_REFUSED, OF_SENT]
    assert _listed() == [("+12125550101", INELIGIBLE, 2), ("+12125550102", SENT, 1)]


def test_a_dry_run_notes_the_same(tmp_path: Path) -> None:
    assert _notes(log_file(tmp_path, text("m1", to=number(2))), dry_run=True) == [OF_SENT]


def test_a_log_that_agrees_with_the_statuses_has_no_note(tmp_path: Path) -> None:
    rows = [text("m1", to=number(1)), text("m2", to=number(2), **REFUSED)]
    assert _notes(log_file(tmp_path, *rows)) == []
    assert _listed() == []


def test_only_new_and_changed_texts_are_noted(tmp_path: Path) -> None:
    import_file(log_file(tmp_path, text("m1", to=number(2))))
    rows = [text("m1", to=number(2)), text("m2", to=number(1))]
    assert _notes(log_file(tmp_path, *rows)) == []


def _console(time: str, sender: int, to: int, status: str = "delivered", body: str = "") -> list[object]:
    """A row of Twilio's console, in the order of CONSOLE; a failed text was to a number that opted out."""
    way = "inbound" if status == "received" else "outbound-api"
    code = "21610" if status == "failed" else ""
    sent_at = f"2026-09-30T{time}Z"
    return [number(sender), number(to), body, status, sent_at, "", 1, code, "AC1", f"SM{time}", way, "", ""]


def test_an_opting_out_in_the_log_itself_counts_from_its_time_on(tmp_path: Path) -> None:
    rows = [
        _console("13:00:00", sender=90, to=1),
        _console("13:30:00", sender=1, to=90, status="received", body="STOP"),
        _console("14:00:00", sender=90, to=1, status="failed"),
        _console("15:00:00", sender=90, to=1),
    ]
    notes = import_file(written(tmp_path / "console.csv", csv_text(CONSOLE, *rows))).notes
    assert OF_SENT in notes
    assert OF_REFUSED not in notes
    assert _listed() == [("+12125550101", SENT, 1)]
