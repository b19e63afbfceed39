"""The list of texts: its columns, and what a click on a row opens. No Streamlit here."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from data import settings
from data.words import vocabulary
from data.words.catalog import ngettext
from pages.parts.downloads import SMS_LOG
from pages.parts.draw import colors, formatting
from pages.parts.draw.tables import Column
from pages.parts.frame.paged_list import PagedList
from pages.parts.sms_log import story

SORTED_BY = ("requested_at", "broadcast", "school", "number", "result")


def columns(rows: pa.Table) -> list[Column]:
    """Return the columns of the list, from "messages"."""
    here, texts = settings.load(), rows.to_pylist()
    return [
        Column(formatting.time_title("requested_at"), rows["requested_at"].to_pylist(), "requested_at"),
        *(_column(name, rows[name].to_pylist()) for name in ("broadcast", "school", "contact_id")),
        _column("number", [formatting.number(text["number"], here.region) for text in texts]),
        _column("result", [colors.result_name(text["result"]) for text in texts]),
        _column("why", rows["why"].to_pylist()),
    ]


def range_words(first: int, last: int, total: int) -> str:
    """Return which texts are shown: "21–40 of 121 texts"."""
    return ngettext(
        "{first}–{last} of {total} text",
        "{first}–{last} of {total} texts",
        total,
        first=first,
        last=last,
        total=total,
    )


def _column(name: str, cells: list[Any]) -> Column:
    return Column(vocabulary.column_title(name), cells, name)


TEXTS = PagedList(
    SMS_LOG, "messages", columns, story.buttons, SORTED_BY, range_words, opens="message_story"
)
