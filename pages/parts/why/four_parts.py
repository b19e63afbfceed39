"""The four parts of the undelivered texts: a bar, and the figures under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.words import vocabulary
from data.words.catalog import ngettext, percent
from pages.parts.draw.html import Markup, render

Row = Mapping[str, Any]


def bar(rows: Sequence[Row], announced: str) -> Markup:
    """Return the parts as HTML, from the rows of "undelivered_reasons"; one without texts stands at 0."""
    of_part = {row["part"]: row for row in rows}
    parts = [_part(part, of_part.get(part.key)) for part in vocabulary.PARTS]
    return render("why/parts.html", parts=parts, announced=announced)


def _part(part: vocabulary.Part, row: Row | None) -> Mapping[str, object]:
    return {
        "key": part.key,
        "title": part.title,
        "texts": row["part_texts"] if row else 0,
        "share": percent(row["part_share_pct"] if row else 0),
        "note": _proved(row["part_proved"]) if row and row["part_proved"] else "",
    }


def _proved(number: int) -> str:
    return ngettext(
        "The log doesn't state the reason of {number}, but the consent list or other texts do.",
        "The log doesn't state the reasons of {number}, but the consent list or other texts do.",
        number,
        number=number,
    )
