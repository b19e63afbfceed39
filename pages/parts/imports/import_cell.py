"""The cell of a file in the list of imports: what it is, what was left out, and its buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.importer.rows.left_out import REJECTED
from data.words import catalog, stored_sentences, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup, filled, render
from pages.parts.frame import freshness
from pages.parts.imports import skipped_rows

UNDO = "undo"  # what a click on the button of an import changes
Row = Mapping[str, Any]


@dataclass(frozen=True)
class _Download:
    """The skipped or rejected rows of an import, by which the browser gets them."""

    import_id: str
    kind: str
    label: str
    url: str = skipped_rows.URL


def html(row: Row, totals: Sequence[Row], *, can_undo: bool) -> Markup:
    """Return the cell of a row of "imports", with its rows of "left_out_totals"."""
    lines: list[Markup | str] = [_origin(row)]
    if row["notes"]:
        lines.append(stored_sentences.shown(row["notes"]))
    is_undone = bool(row["undone_at"])
    kinds = [] if is_undone else list(dict.fromkeys(total["kind"] for total in totals))
    lines += [_undone(row)] if is_undone else [left_out_sentence(totals, kind) for kind in kinds]
    downloads = [
        _Download(row["import_id"], kind, _download_label(_count(totals, kind), kind)) for kind in kinds
    ]
    name = row["file_name"] or _("File without a name")
    undo = attribute(UNDO, row["import_id"], name=_("Undo import of {file}", file=name))
    return render(
        "imports/import_cell.html",
        name=name,
        lines=lines,
        downloads=downloads,
        undo=undo if can_undo and row["can_be_undone"] else None,
    )


def left_out_sentence(totals: Sequence[Row], kind: str) -> str:
    """Return the rows of one kind that an import left out: "3 rows skipped: inbound text (2), email"."""
    rows = [total for total in totals if total["kind"] == kind]
    number = _count(totals, kind)
    reasons = catalog.listing(_reason(row, kind, is_only=len(rows) == 1) for row in rows)
    if kind == REJECTED:
        return ngettext(
            "{number} row rejected: {reasons}",
            "{number} rows rejected: {reasons}",
            number,
            number=number,
            reasons=reasons,
        )
    return ngettext(
        "{number} row skipped: {reasons}",
        "{number} rows skipped: {reasons}",
        number,
        number=number,
        reasons=reasons,
    )


def _reason(row: Row, kind: str, *, is_only: bool) -> str:
    """Return why rows were left out: the column of rejected ones, the kind of skipped ones."""
    if kind == REJECTED:
        reason = row["why"] or _("whole row")
    else:
        reason = vocabulary.skipped_title(row["why"]) if row["why"] else _("no reason stated")
    if is_only or row["listed"] == 1:
        return str(reason)
    return _("{reason} ({number})", reason=reason, number=row["listed"])


def _download_label(number: int, kind: str) -> str:
    if kind == REJECTED:
        return ngettext(
            "Download {number} rejected row (CSV)",
            "Download {number} rejected rows (CSV)",
            number,
            number=number,
        )
    return ngettext(
        "Download {number} skipped row (CSV)",
        "Download {number} skipped rows (CSV)",
        number,
        number=number,
    )


def _count(totals: Sequence[Row], kind: str) -> int:
    return sum(total["listed"] for total in totals if total["kind"] == kind)


def _origin(row: Row) -> str:
    """Return what the file is, when it was imported, and by whom."""
    kind = vocabulary.file_kind_title(row["kind"])
    if not row["imported_at"]:
        return _("Imported at an unknown time ({kind})", kind=kind)
    time = freshness.moment(row["imported_at"])
    if row["imported_by"]:
        return _("Imported {time} by {person} ({kind})", time=time, person=row["imported_by"], kind=kind)
    return _("Imported {time} ({kind})", time=time, kind=kind)


def _undone(row: Row) -> Markup:
    time = freshness.moment(row["undone_at"])
    if row["undone_by"]:
        return filled(_("<b>Undone</b> {time} by {person}"), time=time, person=row["undone_by"])
    return filled(_("<b>Undone</b> {time}"), time=time)
