"""A download order: everything that the worker needs to make a file. No Streamlit here."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from data.access import Viewer
from data.tables.snapshot import Snapshot
from pages.parts.downloads.reports import REPORTS
from queries import Selection


@dataclass(frozen=True)
class Order:
    """One download, as the worker needs it.

    `report` and `file_format` are keys of REPORTS and FORMATS. `rows` is exact: a workbook needs it.
    `facts` are the lines of its About sheet. `slices` together select its rows, in the order of the file.
    """

    report: str
    file_format: str
    file_name: str
    rows: int
    facts: tuple[tuple[str, str], ...]
    viewer: Viewer
    snapshot: Snapshot
    slices: tuple[Selection, ...]

    @property
    def question(self) -> str:
        """The question that answers the rows."""
        return REPORTS[self.report].question

    def as_line(self) -> str:
        """Return the order as one line of JSON."""
        return json.dumps(asdict(self), default=date.isoformat)

    @classmethod
    def from_line(cls, line: str) -> Order:
        """Return the order that `as_line` wrote."""
        fields = _with_tuples(json.loads(line))
        fields["viewer"] = Viewer(**_with_tuples(fields["viewer"]))
        fields["snapshot"] = Snapshot(**_with_tuples(fields["snapshot"]))
        fields["slices"] = tuple(_selection(own) for own in fields["slices"])
        return cls(**fields)


def _selection(fields: dict[str, Any]) -> Selection:
    """Return a selection from its JSON, where days are texts."""
    days = {key: date.fromisoformat(value) for key, value in fields.items() if isinstance(value, str)}
    return Selection(**_with_tuples(fields | days))


def _with_tuples(fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields with JSON's lists as the tuples that they were."""
    return {key: _as_tuple(value) for key, value in fields.items()}


def _as_tuple(value: Any) -> Any:
    return tuple(map(_as_tuple, value)) if isinstance(value, list) else value
