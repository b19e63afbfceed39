"""The head of a question's file: its sentence, its parameters and its columns, read and held to."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from data.errors import Problem

FOLDER = Path(__file__).parent
ENTRY = re.compile(r"--   (?P<name>\$?\w+)\s+(?P<type>\w+(?:\[\])?)\s+(?P<meaning>\S.*)")
SORT, SORT_KEY = re.compile(r"case \$sort\b(.*?)\bend\b", re.DOTALL), re.compile(r"when '(\w+)'")
TYPES: dict[str, pa.DataType] = {
    "varchar": pa.string(),
    "bigint": pa.int64(),
    "double": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}


@dataclass(frozen=True)
class Question:
    """One question: what it asks, what it needs, what it answers, and its SQL."""

    name: str
    sentence: str
    parameters: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    sql: str

    @property
    def sorts(self) -> tuple[str, ...]:
        """The columns that its answer can be sorted by."""
        return tuple(key for case in SORT.findall(self.sql) for key in SORT_KEY.findall(case))

    def schema(self, zone: str) -> pa.Schema:
        """The Arrow schema of the answer; instants carry the district's zone."""
        types = TYPES | {"timestamptz": pa.timestamp("us", zone)}
        return pa.schema([(name, types[kind]) for name, kind in self.columns])


@functools.cache
def files() -> dict[str, Path]:
    """The file of every question, by the question's name; its folder says which page asks it."""
    return {file.stem: file for file in FOLDER.glob("*/*.sql")}


def names() -> list[str]:
    """Every question, by name."""
    return sorted(files())


@functools.cache
def read(name: str) -> Question:
    """The question of that name. Raises Problem where there is none."""
    if name not in names():
        raise Problem(
            f"There is no question called '{name}'.",
            next_step="`python -m queries` lists them all.",
        )
    text = files()[name].read_text(encoding="utf-8")
    lines = text.splitlines()
    end = next(place for place, line in enumerate(lines) if not line.startswith("--"))
    entries = [found for line in lines[:end] if (found := ENTRY.fullmatch(line))]
    return Question(
        name=name,
        sentence=lines[0].removeprefix("-- "),
        parameters=tuple(e["name"][1:] for e in entries if e["name"].startswith("$")),
        columns=tuple((e["name"], e["type"]) for e in entries if not e["name"].startswith("$")),
        sql="\n".join(lines[end:]),
    )
