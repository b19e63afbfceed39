"""The columns of the lists as people read them, by heading. No Streamlit here."""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa

from data import settings
from data.words import vocabulary
from pages.parts.draw import formatting

Columns = dict[str, list[object]]
INTERNAL = {"month", "is_logged", "service"}  # columns of the tables that nobody's file has


def stored(rows: pa.Table) -> Columns:
    """Rows of a file as they will be stored, from the importer's preview."""
    region = settings.load().region
    names = [
        name for name in rows.column_names if name not in INTERNAL and rows[name].null_count < len(rows)
    ]
    return {
        heading(name): [_shown(name, cell, region) for cell in rows[name].to_pylist()] for name in names
    }


def heading(name: str) -> str:
    """The words over a column or beside a field, whether or not a question returns it."""
    if name in vocabulary.COLUMNS:
        return vocabulary.column_title(name)
    return name.replace("_", " ").capitalize()


def _shown(name: str, cell: object, region: str) -> object:
    if isinstance(cell, datetime):
        return formatting.moment(cell)
    if name == "number" and isinstance(cell, int):
        return formatting.number(f"+{cell}", region)
    if name == "reason" and isinstance(cell, str):
        return vocabulary.reason_title(cell)
    return None if cell is None else str(cell)
