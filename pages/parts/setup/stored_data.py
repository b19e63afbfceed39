"""Where the stored data is, how large and old it is, and when it was last imported, checked, backed up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data import check, record, settings
from data.access import Viewer
from data.check.sizes import Sizes
from data.record import latest
from data.words import vocabulary
from data.words.catalog import N_, _, ngettext
from pages.parts.draw import tables
from pages.parts.draw.formatting import file_size
from pages.parts.draw.html import Markup, filled
from pages.parts.draw.tables import Column
from pages.parts.frame import data_source, freshness
from queries import run

TABLES = {
    "messages": N_("Texts"),
    "status_changes": N_("Changes of status"),
    "contacts": N_("Contacts now"),
    "left_out": N_("Skipped and rejected rows"),
    "daily_results": N_("Counts per day"),
    "reminders": N_("Reminded numbers"),
    "day_notes": N_("Notes on days"),
    "office_entries": N_("Office entries"),
    "imports": N_("Imports"),
}
CHECK, BACKUP, RETENTION = check.ACTION, "backup", "retention"
KEPT_AS = {  # the key of each table in the setting keep_months
    "messages": "texts",
    "status_changes": "consent",
    "contacts": "contacts",
    "left_out": "skipped_rows",
    "reminders": "reminders",
    "day_notes": "texts",
    "office_entries": "consent",
}


def facts(viewer: Viewer, measured: Sizes) -> dict[str, object]:
    """Return where the data is, what happened to it last, and how large what lies beside it is, by label.

    Raises Problem if the list of imports or the record can't be read.
    """
    source, current = data_source.shown(), settings.load()
    last = {} if source.is_sample else latest.newest((CHECK, BACKUP, RETENTION))
    sample = _("Sample data, until a file is imported into {logs}.", logs=current.logs)
    return {
        _("Place"): sample if source.is_sample else current.logs,
        _("Last import"): _last_import(viewer),
        _("Last check"): _last_check(last.get(CHECK)),
        _("Last backup"): _last_backup(last.get(BACKUP)),
        _("Retention"): _retention(last.get(RETENTION)),
        _("Older versions"): _older(measured),
        _("Work folder"): _(
            "{size}: uploads, rejected rows, and what large queries need",
            size=file_size(measured.work),
        ),
        _("Record"): _("{size} in {folder}", size=file_size(measured.record), folder=current.record),
        _("Free space"): _("unknown") if measured.free is None else file_size(measured.free),
    }


def table(viewer: Viewer, measured: Sizes) -> Markup:
    """Return the tables with their rows, age and size now. Raises Problem as `facts` does."""
    rows, now = run("stored_totals", viewer).to_pylist(), measured.tables
    without_rows = [{"table_name": name} for name in now if name not in {row["table_name"] for row in rows}]
    return _table([*rows, *without_rows], now)


def _table(rows: Sequence[Mapping[str, Any]], now: Mapping[str, int]) -> Markup:
    names = [row["table_name"] for row in rows]
    columns = [
        Column(vocabulary.column_title("table_name"), [_(TABLES[name]) for name in names]),
        *(
            Column(vocabulary.column_title(column), [row.get(column) for row in rows])
            for column in ("row_count", "oldest_at", "newest_at")
        ),
        Column(_("Kept"), [_kept(name) for name in names]),
        Column(_("Size"), [file_size(now[name]) if name in now else None for name in names]),
    ]
    return tables.table(columns, _("Tables of the stored data"))


def _kept(name: str) -> str | None:
    if name not in KEPT_AS:
        return None
    months = settings.load().keep_months[KEPT_AS[name]]
    return ngettext("{number} month", "{number} months", months, number=months) if months else _("Forever")


def _retention(entry: record.Entry | None) -> str | Markup:
    """Return who deletes rows that are no longer kept, and when that was last done."""
    if settings.load().forget_expired == "yes":
        how: str | Markup = _("Imports from the command line delete expired rows.")
    else:
        how = filled(_("<code>python -m data forget --expired --confirm</code> deletes expired rows."))
    if entry is None:
        return how
    last = _("Last: {time}, by {person}.", time=_when(entry), person=entry.who)
    return Markup("{} {}").format(how, last)


def _when(entry: record.Entry) -> str:
    return freshness.moment(entry.at.astimezone(settings.load().zone))


def _older(measured: Sizes) -> str:
    return _("unknown, in an object store") if measured.older is None else file_size(measured.older)


def _last_import(viewer: Viewer) -> str:
    rows = run("imports", viewer, rows=1).to_pylist()
    if not rows:
        return _("None yet")
    return _(
        "{file}, {time}, by {person}",
        file=rows[0]["file_name"],
        time=freshness.moment(rows[0]["imported_at"]),
        person=rows[0]["imported_by"] or _("unknown"),
    )


def _last_check(entry: record.Entry | None) -> str:
    if entry is None:
        return _("None yet")
    wrong = entry.filters.get("wrong", 0) + entry.filters.get("not_checked", 0)
    when = _when(entry)
    if not wrong:
        return _("{time}, by {person}: all is well.", time=when, person=entry.who)
    return ngettext(
        "{time}, by {person}: {number} line wasn't OK.",
        "{time}, by {person}: {number} lines weren't OK.",
        wrong,
        number=wrong,
        time=when,
        person=entry.who,
    )


def _last_backup(entry: record.Entry | None) -> str | Markup:
    if entry is None:
        return filled(_("None yet. Run <code>python -m data backup FOLDER</code> every night."))
    return _("{time}, by {person}", time=_when(entry), person=entry.who)
