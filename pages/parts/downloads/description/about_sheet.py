"""The About sheet of a workbook: source, filter, number and age of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from data import settings
from data.words import catalog, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.downloads.reports import REPORTS, Report
from pages.parts.frame.data_source import Source
from pages.parts.notes import on_days
from pages.parts.notes.on_days import OnDays
from queries import Selection
from queries.fields import BROADCAST

LISTED_BROADCASTS = 100  # a cell has room for as many names
Fact = tuple[str, str]


def facts(
    report: str,
    selection: Selection,
    rows: int,
    clocks: Mapping[str, Any],
    source: Source,
    *,
    broadcasts: Mapping[str, str],
    noted: OnDays | None = None,
) -> list[Fact]:
    """Return each fact as its label and its text.

    `clocks` is the row of the question "clocks", `broadcasts` are the titles of the selected ones by key,
    and `noted` are the notes on the days of the rows.
    """
    district = settings.load()
    zone = catalog.zone_name(district.zone)
    moments = [
        *((vocabulary.column_title(name), clocks[name]) for name in _clock_columns(REPORTS[report])),
        (_("Created"), datetime.now(district.zone)),
    ]
    times = _(
        "{zone} ({place}). The UTC offset distinguishes hours that repeat when clocks change.",
        zone=zone,
        place=district.timezone,
    )
    return [
        (_("District"), district.name),
        *([(_("Data"), _("Sample data. Import a file to replace it."))] if source.is_sample else []),
        *_filter_facts(report, selection, broadcasts),
        (_("Rows"), str(catalog.written(rows))),
        *((label, _("{moment} {zone}", moment=moment, zone=zone)) for label, moment in moments if moment),
        (_("Times"), times),
        *_note_facts(noted),
    ]


def _clock_columns(report: Report) -> list[str]:
    return ["log_as_of", *(["newest_text_at"] if report.has_days else []), "consent_as_of"]


def _filter_facts(report: str, selection: Selection, broadcasts: Mapping[str, str]) -> list[Fact]:
    """Return what is selected of each field that the report's page shows; of many broadcasts the first."""
    names = selection.broadcasts or ()
    listed = replace(selection, broadcasts=names[:LISTED_BROADCASTS] or None)
    facts = listed.facts(REPORTS[report].page, broadcasts)
    if (more := len(names) - LISTED_BROADCASTS) > 0:
        words = ngettext("{number} more broadcast", "{number} more broadcasts", more, number=more)
        facts.append((_(BROADCAST.label), words))
    return facts


def _note_facts(noted: OnDays | None) -> list[Fact]:
    if noted is None:
        return []
    left_out = on_days.more(noted.of_notes - len(noted.notes))
    sentences = [*map(on_days.sentence, noted.notes), *([left_out] if left_out else [])]
    return [(_("Note on days"), sentence) for sentence in sentences]
