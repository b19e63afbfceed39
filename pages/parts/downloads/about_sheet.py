"""What the About sheet of a workbook says of its rows: their source, filter, number and age."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from data import settings
from data.words import catalog, vocabulary
from data.words.catalog import _
from pages.parts.downloads.reports import Report
from pages.parts.frame.data_source import Source
from queries import Selection

Fact = tuple[str, str]


def facts(
    report: Report, selection: Selection, rows: int, clocks: Mapping[str, Any], source: Source
) -> list[Fact]:
    """Return each fact as its label and its sentence; `clocks` is the row of the question "clocks"."""
    district = settings.load()
    zone = catalog.zone_name(district.zone)
    moments = [
        *((vocabulary.column_title(name), clocks[name]) for name in _clock_columns(report)),
        (_("Created"), datetime.now(district.zone)),
    ]
    times = _(
        "{zone} ({place}). The UTC offset tells apart an hour that comes twice when clocks change.",
        zone=zone,
        place=district.timezone,
    )
    return [
        (_("District"), district.name),
        *([(_("Data"), _("Sample data. Import a file to replace it."))] if source.is_sample else []),
        (_("Filter"), selection.sentence() if report.has_days else _statuses(selection)),
        (_("Rows"), str(catalog.written(rows))),
        *((label, _("{moment} {zone}", moment=moment, zone=zone)) for label, moment in moments if moment),
        (_("Times"), times),
    ]


def _clock_columns(report: Report) -> list[str]:
    return ["log_as_of", *(["newest_text_at"] if report.has_days else []), "consent_as_of"]


def _statuses(selection: Selection) -> str:
    titles = [vocabulary.STATUS_OF[name].title for name in selection.statuses or ()]
    return catalog.listing([*(selection.schools or ()), *titles]) or _("All numbers")
