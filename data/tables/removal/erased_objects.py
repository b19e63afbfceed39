"""Which numbers and contacts were erased from an object store: one object for each erasure, by the tables.

In a file of one machine, another one's imports would bring back what was erased. The hashes are of the key
of one record, so a machine with another record can't recognize them, and must not import.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from datetime import datetime

from pyarrow import fs

from data import record
from data.errors import Problem
from data.tables import objects
from data.words.catalog import _

FOLDER = "erased"
NOBODY = 0  # the number whose keyed hash says which key it is


def add(uri: str, subjects: Iterable[str], at: datetime) -> None:
    """Note that these were erased at a moment in UTC. Raises OSError."""
    base, root = objects.file_system(uri)
    noted = {"key": record.subject_of(number=NOBODY), "at": at.isoformat(), "subjects": sorted(subjects)}
    with base.open_output_stream(
        f"{root}/{FOLDER}/{at:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}.json"
    ) as target:
        target.write(json.dumps(noted).encode("ascii"))


def read(uri: str) -> dict[str, datetime]:
    """Return the moment, in UTC, of each erasure by its keyed hash. Raises OSError or ValueError.

    Raises Problem if some were noted by the key of another record.
    """
    base, root = objects.file_system(uri)
    erased: dict[str, datetime] = {}
    for info in base.get_file_info(fs.FileSelector(f"{root}/{FOLDER}", allow_not_found=True)):
        if info.type != fs.FileType.File:
            continue
        with base.open_input_file(info.path) as file:
            noted = json.loads(file.read())
        if noted["key"] != record.subject_of(number=NOBODY):
            raise _of_another_record(uri)
        for subject in noted["subjects"]:
            moment = datetime.fromisoformat(noted["at"])
            erased[subject] = max(moment, erased.get(subject, moment))
    return erased


def _of_another_record(uri: str) -> Problem:
    return Problem(
        _("Numbers were erased by a computer with another record, so they can't be recognized here."),
        where=uri,
        next_step=_("Import on that computer, or set `record` to a copy of its folder."),
    )
