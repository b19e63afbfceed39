"""Questions and the steps that they share: read from .sql files, and put together as one text of SQL.

A question is a file in a folder of its subject. A step is a file in `queries/shared`: one named part of SQL
that several questions need. A header lists the steps that its SQL reads, and this module puts them in front
as `with` clauses: static text, never made from input.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from data.errors import Problem
from data.words.catalog import _
from queries import row_order

FOLDER = Path(__file__).parent
SHARED = FOLDER / "shared"
# A step that imports take too, so that their counts and the list can't differ.
CONFLICTS = FOLDER.parent / "data/importer/rows/conflicts/consent_conflicts.sql"
ENTRY = re.compile(r"--   (?P<name>\$?\w+)\s+(?P<type>\w+(?:\[\])?)\s+(?P<meaning>\S.*)")
LIST = re.compile(r"-- (?P<title>Steps|Replaces|Ignores): (?P<names>.+)")
SORT = re.compile(r"--   (?P<name>\w+) +(?P<key>\S+)")
TYPES: dict[str, pa.DataType] = {
    "varchar": pa.string(),
    "integer": pa.int32(),
    "bigint": pa.int64(),
    "hugeint": pa.decimal128(38, 0),
    "double": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}


@dataclass(frozen=True)
class Source:
    """One .sql file: its header, and its SQL alone.

    `parameters` are those of its own SQL. `ignores` are parameters of its steps that it always leaves null.
    `sorts` are the columns that its answer can be sorted by, each with what is sorted in the SQL.
    `replaced` names a step of its steps, and the one that takes its place, with the same columns.
    """

    name: str
    sentence: str
    parameters: tuple[str, ...]
    steps: tuple[str, ...]
    ignores: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    sorts: tuple[tuple[str, str], ...]
    replaced: Mapping[str, str]
    sql: str


@dataclass(frozen=True)
class Question:
    """One question: its sentence, its parameters and columns (name and type), and its SQL with all steps.

    `rows` is the same SQL without its order, which SQL around it sorts by `order` (see row_order).

    `parameters` are those that a caller can give: of the question and of its steps. `ignored` are the other
    ones of its steps, which are always null. `sorts` are the columns that its answer can be sorted by: each
    order is a text of SQL of its own (see `read`). With `reason_words`, columns of
    queries/shared/reason_words.sql, its SQL also takes the parameters of that file; with `has_people`, it
    has the columns of names_of_texts.sql there.
    """

    name: str
    sentence: str
    parameters: tuple[str, ...]
    ignored: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    sorts: tuple[str, ...]
    sql: str
    rows: str
    order: str
    reason_words: tuple[str, ...] = ()
    has_people: bool = False

    def schema(self, zone: str) -> pa.Schema:
        """Return the Arrow schema of the answer, whose times are in `zone` (an IANA time zone)."""
        types = TYPES | {"timestamptz": pa.timestamp("us", zone)}
        return pa.schema([(name, types[kind]) for name, kind in self.columns])

    def values(self, offered: Mapping[str, object]) -> dict[str, object]:
        """Return the value of every parameter of the SQL, from those that a caller offers."""
        in_text = {"sort"} if self.sorts else set()
        taken = {name: offered[name] for name in self.parameters if name not in in_text}
        return taken | dict.fromkeys(self.ignored)


@functools.cache
def files() -> dict[str, Path]:
    """Return the file of every question, by the question's name; its folder is its subject."""
    return {file.stem: file for file in FOLDER.glob("*/*.sql") if file.parent != SHARED}


@functools.cache
def step_files() -> dict[str, Path]:
    """Return the file of every shared step, by the step's name."""
    return {file.stem: file for file in [*SHARED.glob("**/*.sql"), CONFLICTS]}


def names() -> list[str]:
    """Return the names of all questions, sorted."""
    return sorted(files())


@functools.cache
def read(name: str, sort: str | None = None) -> Question:
    """Return the question of that name, sorted by one of its `sorts`, with "-" before it for descending.

    Raises Problem if there is no such question, KeyError if it has no such sort.
    """
    if name not in names():
        raise Problem(
            _("There is no question “{name}”.", name=name),
            next_step=_("Run `python -m queries` to list all of them."),
        )
    return composed(read_source(files()[name]), sort)


def composed(source: Source, sort: str | None = None) -> Question:
    """Return a file as a question: its SQL behind that of its steps, with the parameters of all."""
    steps = _in_order(source.steps, source.replaced)
    parameters = dict.fromkeys(name for one in (source, *steps.values()) for name in one.parameters)
    if source.sorts:
        parameters["sort"] = None
    sql = _with_steps(steps, _sorted(source, sort))
    rows, order, _names = row_order.moved_outside(sql, [name for name, _kind in source.columns])
    return Question(
        name=source.name,
        sentence=source.sentence,
        parameters=tuple(name for name in parameters if name not in source.ignores),
        ignored=source.ignores,
        columns=source.columns,
        sorts=tuple(name for name, _key in source.sorts),
        sql=sql,
        rows=rows,
        order=order,
    )


@functools.cache
def read_source(file: Path) -> Source:
    """Return one .sql file, taken apart."""
    lines = file.read_text(encoding="utf-8").splitlines()
    end = next(place for place, line in enumerate(lines) if not line.startswith("--"))
    entries = [match for line in lines[:end] if (match := ENTRY.fullmatch(line))]
    sorts = [match for line in lines[:end] if (match := SORT.fullmatch(line))]
    lists: dict[str, tuple[str, ...]] = {}  # of several lines with one title, all count
    for match in filter(None, map(LIST.fullmatch, lines[:end])):
        lists[match["title"]] = (*lists.get(match["title"], ()), *match["names"].split(", "))
    return Source(
        name=file.stem,
        sentence=lines[0].removeprefix("-- "),
        parameters=tuple(e["name"][1:] for e in entries if e["name"].startswith("$")),
        steps=lists.get("Steps", ()),
        ignores=tuple(name[1:] for name in lists.get("Ignores", ())),
        columns=tuple((e["name"], e["type"]) for e in entries if not e["name"].startswith("$")),
        sorts=tuple((match["name"], match["key"]) for match in sorts),
        replaced=dict(pair.split(" by ") for pair in lists.get("Replaces", ())),
        sql="\n".join(lines[end:]).strip(),
    )


def _sorted(source: Source, sort: str | None) -> str:
    """Return the SQL of a source, whose order begins with a sort."""
    if sort is None:
        return source.sql
    body, order_by, keys = source.sql.rpartition("\norder by")
    direction = " desc" if sort.startswith("-") else ""
    return f"{body}{order_by}\n    {dict(source.sorts)[sort.removeprefix('-')]}{direction},{keys}"


def _in_order(names: Iterable[str], replaced: Mapping[str, str]) -> dict[str, Source]:
    """Return these steps and those that they read by name, each once and after those that it reads."""
    ordered: dict[str, Source] = {}
    for name in names:
        step = read_source(step_files()[replaced.get(name, name)])
        ordered |= _in_order(step.steps, replaced)
        ordered[name] = step
    return ordered


def _with_steps(steps: Mapping[str, Source], sql: str) -> str:
    """Return SQL with steps in front of it."""
    clauses = ",\n\n".join(_clause(name, step) for name, step in steps.items())
    if not clauses:
        return sql
    own = sql.removeprefix("with\n")
    return f"with\n\n{clauses}{',' if own != sql else ''}\n\n{own.strip()}"


def _clause(name: str, step: Source) -> str:
    # A limit to the viewer's schools is computed where it is read: kept apart, it would hold every text.
    is_inlined = SHARED / "viewer" in step_files()[step.name].parents
    return f"{name} as {'not materialized ' if is_inlined else ''}(\n\n{step.sql}\n\n)"
