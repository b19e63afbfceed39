"""An import as it is ordered of a process of its own, on one line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class ImportOrder:
    """A file that lies in a folder of its own, which goes with it; how to read it; and on whose behalf.

    `columns` are field to column ("" for none), `zone` is an IANA name, `as_of` is in UTC, `file_name` the
    name to show and to keep.
    """

    path: Path
    format_id: str
    columns: Mapping[str, str]
    zone: str | None
    as_of: datetime | None
    by: str
    file_name: str

    def line(self) -> str:
        """The order in JSON, without a line end, in ASCII: a file's name may hold what is no letter."""
        as_of = self.as_of and self.as_of.isoformat()
        return json.dumps({**asdict(self), "path": str(self.path), "as_of": as_of})


def read(line: str) -> ImportOrder:
    """The order of a line."""
    told = json.loads(line)
    as_of = told["as_of"] and datetime.fromisoformat(told["as_of"])
    return ImportOrder(**{**told, "path": Path(told["path"]), "as_of": as_of})
