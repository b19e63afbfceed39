"""The table of forms of times: each is read as its instant or rejected, also in a file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.importer.rows.times import forms, staged_times
from tests.data.importer.rows.times.forms_of_times import FORMS, REJECTED
from tests.import_files import imported, log_file, messages, text

CHICAGO = ZoneInfo("America/Chicago")


def _instant(form: str) -> str | None:
    written = forms.read(form)
    local = written.local("mdy") if written else None
    if written is None or local is None:
        return REJECTED
    return local.replace(tzinfo=written.zone or CHICAGO).astimezone(UTC).isoformat().removesuffix("+00:00")


# Days since day zero are read by SQL alone.
@pytest.mark.parametrize("form", [form for form in FORMS if not form.startswith("46148")])
def test_the_reader_reads_each_form_as_its_instant_or_rejects_it(form: str) -> None:
    assert _instant(form) == FORMS[form]


@pytest.mark.parametrize(
    ("cell", "hours", "has_seconds"),
    [
        *(
            ("8:12 AM", 8.2, False),
            ("8:12:00 am", 8.2, True),
            ("14:06", 14.1, False),
            ("2 p.m.", 14, False),
        ),
        *((".5", 12, True), ("0.25", 6, True), ("14:06 CT", 14.1, False), ("14:06 UTC-5", 14.1, False)),
        *(("14:06 soon", None, None), ("1.5", None, None), ("May 6", None, None), ("", None, None)),
    ],
)
def test_a_time_of_day_is_read_without_a_date(cell: str, hours: float | None, has_seconds: object) -> None:
    clock = forms.clock_alone(cell)
    assert (clock and clock.since_midnight) == (None if hours is None else timedelta(hours=hours))
    assert (clock and clock.has_seconds) == has_seconds


@pytest.mark.parametrize(
    ("cell", "day_zero", "local"),
    [
        ("46148 .5871875", "1899-12-30", "2026-05-06T14:05:33"),
        ("46148.0 0", "1899-12-30", "2026-05-06T00:00:00"),
        ("44686 0.25", "1904-01-01", "2026-05-06T06:00:00"),
    ],
)
def test_a_day_and_a_part_of_it_count_from_day_zero(cell: str, day_zero: str, local: str) -> None:
    written = forms.read(cell, day_zero)
    assert written
    assert {written.local(order) for order in ("mdy", "dmy", "ymd")} == {datetime.fromisoformat(local)}
    assert written.clock
    assert written.clock.has_seconds


def test_a_cell_of_more_than_80_characters_is_no_time() -> None:
    longest = f"Wed May 06 2026 14:05:33 GMT-0500 ({'Central Daylight Time of ' * 2:.44})"
    assert len(longest) == 80
    assert _instant(longest) == "2026-05-06T19:05:33"
    assert _instant(longest.replace("(", "(a")) is REJECTED


def test_an_import_stores_each_form_as_its_instant_or_rejects_it(tmp_path: Path) -> None:
    rows = [text(f"m{place:03}", when=form) for place, form in enumerate(FORMS)]
    rejected = sum(1 for instant in FORMS.values() if instant is REJECTED)
    counts = imported(log_file(tmp_path, *rows), date_order="mdy")
    stored = {key: row["requested_at"] for key, row in messages().items()}
    wanted = {
        f"m{place:03}": datetime.fromisoformat(instant).replace(tzinfo=UTC)
        for place, instant in enumerate(FORMS.values())
        if instant
    }
    assert stored == wanted
    assert counts == {"stored": len(wanted), "rejected": rejected}


@pytest.mark.parametrize(
    ("text", "instant", "note"),
    [
        ("11/1/2026 1:30 AM CT", "2026-11-01T06:30", "repeated"),
        ("11/1/2026 2:30 AM CT", "2026-11-01T08:30", None),
        ("3/8/2026 2:30 AM CT", "2026-03-08T08:30", "skipped"),
        ("3/8/2026 3:30 AM CT", "2026-03-08T08:30", None),
        ("11/1/2026 1:30 AM -0600", "2026-11-01T07:30", None),
    ],
)
def test_an_hour_of_a_clock_change_is_noted_beside_its_instant(
    text: str, instant: str, note: str | None
) -> None:
    written = forms.read(text)
    assert written
    local = written.local("mdy")
    assert local
    read = staged_times._read(written, local)
    assert isinstance(read["zoned"], datetime)
    assert (f"{read['zoned']:%Y-%m-%dT%H:%M}", read.get("note")) == (instant, note)
