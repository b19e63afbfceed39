"""An import order: one file, how to read it, and on whose behalf, from recognition to the worker."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

DATE_ORDERS = ("mdy", "dmy", "ymd")
SKIPPED = "skip"  # the meaning of a word whose rows are skipped
PATHS = ("path", "format_file", "kept_in")


@dataclass(frozen=True)
class ImportOrder:
    """A file to import and how to read it. What is None or empty, the importer recognizes from the file.

    `path` is the file, or a zip in which the file has the place `place`. `file_name` is the name to show
    and to store, `format_id` the id of a format, `columns` field to column name ("" for none), `zone` the
    IANA name of times without an offset, `as_of` the date of a list, in UTC. `date_order` is the order of
    dates in figures: mdy, dmy or ymd. `status` is the status of every row of a list that has no column for
    it. `words` maps a field (result, status) to what each word of the file means there: the key of a result
    or status, or SKIPPED. `format_file` is the TOML file of a format of the district's own. `encoding` is
    the code page of a text file whose letters make no sense otherwise (files.encodings.CODE_PAGES). `by` is
    who imports the file, and `role` that person's role, which a name typed on the command line doesn't
    have. A `dry_run` stores nothing.
    `kept_in` is a folder in which the opened file is kept between recognition, preview and import.
    """

    path: Path
    file_name: str
    kind: str | None = None
    format_id: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    zone: str | None = None
    as_of: datetime | None = None
    date_order: str | None = None
    status: str | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    format_file: Path | None = None
    encoding: str | None = None
    by: str | None = None
    role: str | None = None
    dry_run: bool = False
    place: int | None = None
    kept_in: Path | None = None

    def as_line(self) -> str:
        """Return the order as one line of JSON. It is ASCII: a file name may hold undecodable bytes."""
        as_of = self.as_of and self.as_of.isoformat()
        values = {name: getattr(self, name) for name in PATHS}
        paths = {name: value and str(value) for name, value in values.items()}
        return json.dumps({**asdict(self), **paths, "as_of": as_of})

    @classmethod
    def from_line(cls, line: str) -> ImportOrder:
        """Return the order that `as_line` wrote."""
        fields = json.loads(line)
        as_of = fields["as_of"] and datetime.fromisoformat(fields["as_of"])
        paths = {name: fields[name] and Path(fields[name]) for name in PATHS}
        return cls(**{**fields, **paths, "as_of": as_of})
