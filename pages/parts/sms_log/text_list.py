"""The columns of the list of texts, by title. No Streamlit here."""

from __future__ import annotations

import pyarrow as pa

from data import settings
from data.words import vocabulary
from pages.parts.draw import formatting
from pages.parts.draw.table_columns import Columns
from pages.parts.draw.tables import Sort

WHY = vocabulary.column_title("why")


def texts(rows: pa.Table) -> Columns:
    """Texts one by one, from the question "messages"."""
    known = settings.load()
    every = rows.to_pylist()
    return {
        f"{vocabulary.column_title('requested_at')} ({formatting.zone_words(known.zone)})": [
            formatting.moment(row["requested_at"]) for row in every
        ],
        **_as_given(rows, "broadcast", "school", "contact_id"),
        vocabulary.column_title("number"): [
            formatting.number(row["number"], known.region) for row in every
        ],
        **_as_given(rows, "result"),
        WHY: [
            vocabulary.reason_title(row["reason"]) if vocabulary.is_undelivered(row["result"]) else None
            for row in every
        ],
    }


def texts_sorted(by: str | None) -> Sort:
    """By which columns the texts can be sorted, and by which they are (an unknown name: none)."""
    zone = formatting.zone_words(settings.load().zone)
    keys = {
        f"{vocabulary.column_title('requested_at')} ({zone})": "requested_at",
        **{vocabulary.column_title(name): name for name in ("broadcast", "school", "number", "result")},
    }
    return Sort.asked(keys, by)


def _as_given(rows: pa.Table, *names: str) -> Columns:
    return {vocabulary.column_title(name): rows[name].to_pylist() for name in names}
