"""An import order: one file, how to read it, and on whose behalf, from recognition to the worker."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class ImportOrder:
    """A file to import and how to read it. What is None or empty, the importer recognizes from the file.

    `path` is the file, or a zip in which the file has the place `place`. `file_name` is the name to show
    and to store, `format_id` the id of a format, `columns` field to column name ("" for none), `zone` the
    IANA name of times without an offset, `as_of` the date of a list, in UTC. A `dry_run` stores nothing.
    `kept_in` is a folder in which the opened file is kept between recognition, preview and import.
    """

    path: Path
    file_name: str
    kind: str | None = None
    format_id: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    zone: str | None = None
    as_of: datetime | None = None
    by: str | None = None
    dry_run: bool = False
    place: int | None = None
    kept_in: Path | None = None

    def as_line(self) -> str:
        """Return the order as one line of JSON. It is ASCII: a file name may hold undecodable bytes."""
        as_of = self.as_of and self.as_of.isoformat()
        kept_in = self.kept_in and str(self.kept_in)
        return json.dumps({**asdict(self), "path": str(self.path), "as_of": as_of, "kept_in": kept_in})

    @classmethod
    def from_line(cls, line: str) -> ImportOrder:
        """Return the order that `as_line` wrote."""
        fields = json.loads(line)
        as_of = fields["as_of"] and datetime.fromisoformat(fields["as_of"])
        kept_in = fields["kept_in"] and Path(fields["kept_in"])
        return cls(**{**fields, "path": Path(fields["path"]), "as_of": as_of, "kept_in": kept_in})
