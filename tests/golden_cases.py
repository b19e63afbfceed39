"""The answers worked out by hand in tests/golden, each a case: what is given, asked and expected."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv

import queries
from data import settings
from data.access import Viewer
from queries import Selection
from queries.selection import ATTRIBUTES
from tests.answers import GOLDEN
from tests.viewers import limited_to

NAMES = sorted(str(file.parent.relative_to(GOLDEN)) for file in GOLDEN.rglob("expected.csv"))


@dataclass(frozen=True)
class Case:
    """One case: the folder of the rows that are given, and the question as it is asked about them."""

    name: str
    claim: str
    rows: Path
    viewer: Viewer
    selection: Selection
    parameters: dict[str, Any]

    @property
    def question(self) -> str:
        """The name of the question."""
        return self.name.partition("/")[0]

    def answer(self) -> pa.Table:
        """Ask the question."""
        return queries.run(self.question, self.viewer, self.selection, **self.parameters)

    def by_hand(self) -> pa.Table:
        """The answer worked out by hand: of all columns or those that the claim is about."""
        schema = queries.read(self.question).schema(settings.load().timezone)
        options = pa_csv.ConvertOptions(column_types=schema, strings_can_be_null=True, null_values=[""])
        return pa_csv.read_csv(GOLDEN / self.name / "expected.csv", convert_options=options)


def case(name: str) -> Case:
    """Return the case of that name, which is its folder below tests/golden."""
    folder = GOLDEN / name
    options = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    given, shared = folder / "given", folder.parent / "given"
    selected = options.get("selection", {})
    own = {key: _tuple(names) for key, names in selected.items() if key in ATTRIBUTES}
    others = {key: names for key, names in selected.items() if key not in ATTRIBUTES}
    return Case(
        name=name,
        claim=options["claim"],
        rows=given if given.exists() else shared,
        viewer=limited_to(_tuple(options.get("schools_allowed"))),
        selection=Selection(**own).with_names(others),
        parameters=options.get("parameters", {}),
    )


def _tuple(names: Any) -> Any:
    return tuple(names) if isinstance(names, list) else names
