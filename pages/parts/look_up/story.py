"""What happened to one number as a table: its texts and the changes of its status. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data import settings
from data.words import vocabulary
from pages.parts.draw import formatting
from pages.parts.draw.table_columns import Columns
from queries.selection import day_words

Row = Mapping[str, Any]


def sentence(row: Row) -> str:
    """How many texts went to the number, from a row of "number_status"."""
    if not row["texts"]:
        return "The message log has no text to it."
    told = formatting.count(row["texts"], "texts")
    return f"The message log has {told} to it; the newest one: {row['last_result']}."


def columns(rows: Sequence[Row]) -> Columns:
    """The columns as people read them, from "number_story"; the short code only where there are several."""
    time = f"{vocabulary.column_title('happened_at')} ({formatting.zone_words(settings.load().zone)})"
    shown: Columns = {
        time: [formatting.moment(row["happened_at"]) for row in rows],
        "What": [_what(row) for row in rows],
        "Result or status": [row["status"] or row["result"] for row in rows],
        "Why or how": [_why(row) for row in rows],
    }
    if len({row["short_code"] for row in rows}) > 1:
        shown[vocabulary.column_title("short_code")] = [row["short_code"] for row in rows]
    return shown


def _what(row: Row) -> str:
    if row["status"]:
        return "Change of status"
    return str(row["broadcast"] or "A text")


def _why(row: Row) -> str | None:
    if row["observed_after"]:
        return f"{row['how']}, after {day_words(row['observed_after'].date())}"
    if row["status"]:
        return None if row["how"] is None else str(row["how"])
    return vocabulary.reason_title(row["reason"]) if vocabulary.is_undelivered(row["result"]) else None
