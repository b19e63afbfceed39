"""The list of texts: its columns, and what a click on a row opens. No Streamlit here."""

from __future__ import annotations

import pyarrow as pa

from data import settings
from data.words import vocabulary
from data.words.catalog import ngettext
from pages.parts.downloads import ON_SCREEN, SMS_LOG
from pages.parts.draw import colors, formatting
from pages.parts.draw.tables import Column
from pages.parts.frame.paged_list import PagedList
from pages.parts.sms_log import story
from queries.answer_columns import NAMES, STUDENTS

SORTED_BY = ("requested_at", "broadcast", "school", "number", "result")


def columns(rows: pa.Table) -> list[Column]:
    """Return the columns of the list, from "messages" with reasons; names only if any is known."""
    here = settings.load()
    cells = rows.select(ON_SCREEN[SMS_LOG]).to_pydict()
    cells["number"] = [formatting.number(number, here.region) for number in cells["number"]]
    cells["result"] = [colors.result_name(result) for result in cells["result"]]
    return [
        Column(_title(name), own, name)
        for name, own in cells.items()
        if name not in (NAMES, STUDENTS) or any(own)
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


def _title(name: str) -> str:
    return formatting.time_title(name) if name == "requested_at" else vocabulary.column_title(name)


TEXTS = PagedList(
    SMS_LOG, "messages", columns, story.buttons, SORTED_BY, range_words, opens="message_story"
)
