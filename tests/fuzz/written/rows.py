"""Known rows in files with any line ends and of any size: each is accounted for, or the file is refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from data.errors import Problem
from tests.fuzz.invariants import BrokenInvariantError, check_rows
from tests.fuzz.written.claims import Claim
from tests.import_files import LOG, SENT, import_file, rows_of, stored, utc, written

FIRST = utc(2026, 9, 1)
ENDS = ("\n", "\r\n", "\r")
VECTOR = 2_048  # rows that DuckDB works on at once
PADDING = 950  # characters with which VECTOR rows are about 2 MiB, and LONG rows 32 MiB
LONG = 16 * VECTOR


class File(NamedTuple):
    """A file of rows: how many, and how it is written.

    `padding` is how many characters each row has besides, `breaks` the line break in a heading and in
    cells, None for no break. `mixed` is whether each row has another end.
    """

    rows: int
    padding: int
    heading_end: str
    row_end: str
    breaks: str | None = None
    breaks_in_cells: str | None = None
    mixed: bool = False
    last_end: bool = True
    mark: str = ""
    nul: bool = False
    blank: bool = False

    def content(self) -> bytes:
        """Return the file."""
        heading = ",".join(LOG)
        if self.breaks:
            heading = heading.replace("Phone Number", f'"Phone{self.breaks}Number"')
        lines = [self._row(place) for place in range(self.rows)]
        ends = [ENDS[place % 3] if self.mixed else self.row_end for place in range(self.rows)]
        body = "".join(line + end for line, end in zip(lines, ends, strict=True))
        if self.blank:
            body = self.row_end + body + self.row_end
        if not self.last_end:
            body = body.rstrip("\r\n")
        return f"{self.mark}{heading}{self.heading_end}{body}".encode()

    def _row(self, place: int) -> str:
        moment = FIRST + timedelta(seconds=place)
        cell = "x" * self.padding
        if self.nul and place % 5 == 0:
            cell += "\0"
        if self.breaks_in_cells and place % 7 == 0:
            cell = f'"a{self.breaks_in_cells}b{cell}"'
        return f"m{place},{moment:%Y-%m-%dT%H:%M:%SZ},+{stored(place % 100)},{SENT},{cell}"


def files() -> st.SearchStrategy[File]:
    """Return files, most of them short, some around the sizes at which DuckDB reads otherwise."""
    few = st.integers(0, 9)
    around = st.sampled_from([*range(VECTOR - 1, VECTOR + 2), 2 * VECTOR, 2 * VECTOR + 1] * 3 + [LONG])
    rows = st.one_of(few, few, around)
    end = st.sampled_from(ENDS)
    rarely = st.sampled_from([False] * 5 + [True])
    return st.builds(
        File,
        rows,
        st.sampled_from([0, 0, *range(PADDING, PADDING + 20, 5)]),
        end,
        end,
        st.sampled_from([None, None, *ENDS]),
        st.sampled_from([None, None, *ENDS]),
        rarely,
        st.booleans(),
        st.sampled_from(["", "\ufeff"]),
        rarely,
        rarely,
    )


def check_file(folder: Path, file: File) -> None:
    """Import a file. Raise BrokenInvariantError if rows are missing, doubled, or read as others."""
    uri = f"{folder}/logs"
    try:
        outcome = import_file(written(folder / "log.csv", file.content()), uri=uri)
    except Problem as problem:
        if file.rows and "no rows" in problem.what_happened:
            raise BrokenInvariantError(f"{file}: {problem.what_happened}") from None
        return
    check_rows(outcome)
    accounted = outcome.stored + outcome.rejected
    if accounted != file.rows:
        raise BrokenInvariantError(f"{file}: {accounted} rows of {file.rows}")
    ids = {row["message_id"] for row in rows_of("messages", uri)}
    if len(ids) != outcome.stored or not ids <= {f"m{place}" for place in range(file.rows)}:
        raise BrokenInvariantError(f"{file}: other ids are stored than written")


CLAIM = Claim(files, check_file)
