"""The questions: answers worked out by hand, and one door that lets every viewer see what is theirs."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pytest

import queries
from data import engine, settings
from data.access import ROLES, Viewer
from data.errors import Problem
from data.store import Snapshot, newest
from queries import Selection

Given = Mapping[str, pa.Table]
Fill = Callable[[str, Given], Snapshot]
ReadGiven = Callable[[Path], Given]
LogsGiven = Callable[[Path], str]
LogsOf = Callable[[tuple[str, ...] | None], str]

GOLDEN = Path(__file__).parent / "golden"
EVERY = GOLDEN / "every_question" / "given"  # rows of two schools, of which each question is asked
TEXTS = 6  # that many are given there
CASES = sorted(str(file.parent.relative_to(GOLDEN)) for file in GOLDEN.rglob("expected.csv"))
NUMBER, ANOTHER_SCHOOLS_NUMBER = 12125550101, 12125550104
NEEDED = {"number": NUMBER}  # what a question may need besides a selection
every_question = pytest.mark.parametrize("name", queries.names())


@pytest.fixture(scope="module")
def logs_given(tmp_path_factory: pytest.TempPathFactory, fill: Fill, read_given: ReadGiven) -> LogsGiven:
    """The address of logs that hold the rows of this folder."""

    @functools.cache
    def address(folder: Path) -> str:
        uri = str(tmp_path_factory.mktemp("logs"))
        fill(uri, read_given(folder))
        return uri

    return address


@pytest.fixture(scope="module")
def logs_of(tmp_path_factory: pytest.TempPathFactory, fill: Fill, read_given: ReadGiven) -> LogsOf:
    """The address of logs that hold the rows of these schools alone; of None, every row."""

    @functools.cache
    def address(schools: tuple[str, ...] | None) -> str:
        uri = str(tmp_path_factory.mktemp("logs"))
        given = read_given(EVERY)
        fill(uri, given if schools is None else _only(given, schools))
        return uri

    return address


@pytest.mark.parametrize("case", CASES)
def test_the_answer_is_the_one_worked_out_by_hand(case: str, logs_given: LogsGiven) -> None:
    folder = GOLDEN / case
    asked = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    own, shared = folder / "given", folder.parent / "given"
    question = queries.read(folder.parent.name)
    viewer = Viewer(schools=_tuple(asked.get("schools_allowed")))
    selection = Selection(**{key: _tuple(chosen) for key, chosen in asked.get("selection", {}).items()})

    with queries.reading(logs_given(own if own.exists() else shared)):
        answer = queries.run(question.name, viewer, selection, **asked.get("parameters", {}))

    schema = question.schema(settings.load().timezone)
    expected, answered = _lines(_read_csv(folder / "expected.csv", schema)), _lines(answer)
    assert answered == expected, "\n".join(
        [f"{case}: {asked['claim']}", "", "By hand:", *expected, "", "Answered:", *answered, ""]
    )
    assert answer.schema == schema, f"{case}: the types are not those of the question's header"


def test_every_question_has_an_answer_worked_out_by_hand() -> None:
    without = set(queries.names()) - {case.split("/")[0] for case in CASES}
    assert not without, (
        f"no tests/golden/<question>/<case>/ for {sorted(without)}: give ten rows or fewer that sit on the "
        "edges, work the answer out by hand, and write it into expected.csv"
    )


def test_ten_given_rows_are_enough() -> None:
    for file in GOLDEN.rglob("given/*.csv"):
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 11, (
            f"{file} has more than ten rows, more than a reader checks by hand: split the case in two"
        )


@every_question
def test_a_question_to_logs_never_set_up_answers_with_its_columns(
    name: str, logs: str, viewer: Viewer
) -> None:
    assert _ask(name, viewer).schema == queries.read(name).schema(settings.load().timezone)
    assert not Path(logs).exists(), "asking a question must not set anything up"


@every_question
def test_a_question_to_empty_logs_answers_with_its_columns(
    name: str, logs_of: LogsOf, viewer: Viewer
) -> None:
    with queries.reading(logs_of(())):
        assert _ask(name, viewer).schema == queries.read(name).schema(settings.load().timezone)


@every_question
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("schools", [None, ("Lincoln High",), ()], ids=["all", "one", "none"])
def test_every_role_is_answered_in_the_promised_columns(
    name: str, role: str, schools: tuple[str, ...] | None, logs_of: LogsOf
) -> None:
    with queries.reading(logs_of(None)):
        answer = _ask(name, Viewer(role=role, schools=schools))
    assert answer.schema == queries.read(name).schema(settings.load().timezone)


@every_question
@pytest.mark.parametrize(
    "schools",
    [("Lincoln High",), ("Grant Elementary",), ("Lincoln High", "Grant Elementary"), ("Nowhere",), ()],
    ids=lambda schools: " and ".join(schools) or "none",
)
def test_a_viewer_is_answered_as_if_there_were_no_other_schools(
    name: str, schools: tuple[str, ...], logs_of: LogsOf
) -> None:
    for number in (NUMBER, ANOTHER_SCHOOLS_NUMBER):
        with queries.reading(logs_of(None)):
            limited = _ask(name, Viewer(schools=schools), number=number)
        with queries.reading(logs_of(schools)):
            everything = _ask(name, Viewer(), number=number)

        assert _lines(limited) == _lines(everything), f"{name} tells a viewer of {schools} of other schools"
        if "school" in limited.column_names:
            assert set(limited["school"].to_pylist()) <= set(schools)


def test_a_caller_cannot_widen_what_a_viewer_may_see(logs_of: LogsOf, principal: Viewer) -> None:
    with queries.reading(logs_of(None)):
        widened = queries.run("messages", principal, schools_allowed=None)
        assert _lines(widened) == _lines(queries.run("messages", principal))
    assert set(widened["school"].to_pylist()) == {"Lincoln High"}


@every_question
def test_a_stream_holds_the_same_rows_as_the_answer(
    name: str, logs_of: LogsOf, viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "STREAM_ROWS", 2)
    with queries.reading(logs_of(None)):
        answer = _ask(name, viewer)
        batches = list(queries.stream(name, viewer, Selection(), **_needed(name)))
    assert _lines(pa.Table.from_batches(batches, answer.schema)) == _lines(answer)


def test_a_stream_stays_with_the_logs_of_which_it_was_asked(
    logs: str, logs_of: LogsOf, fill: Fill, viewer: Viewer
) -> None:
    fill(logs, {})
    with queries.reading(logs_of(None)):
        batches = queries.stream("messages", viewer)
    rows = sum(batch.num_rows for batch in batches)
    assert rows == TEXTS, "a stream that is read after `reading` has ended must not turn to other logs"


def test_an_answer_is_of_the_newest_import_but_inside_reading_of_one(
    logs: str, fill: Fill, read_given: ReadGiven, viewer: Viewer
) -> None:
    fill(logs, {})
    with queries.reading(logs):
        assert _texts(viewer) == 0
        fill(logs, read_given(EVERY))
        assert _texts(viewer) == 0, "figures of one page must come from one version of the data"
    assert newest(logs).number > 1
    assert _texts(viewer) == TEXTS


def test_a_question_that_there_is_not_says_where_they_are_listed(viewer: Viewer) -> None:
    with pytest.raises(Problem, match="'nonsense'") as told:
        queries.run("nonsense", viewer)
    assert "python -m queries" in told.value.next_step


def test_a_parameter_too_many_and_one_too_few_are_refused(viewer: Viewer) -> None:
    with pytest.raises(TypeError, match="clocks takes no color"):
        queries.run("clocks", viewer, color="red")
    with pytest.raises(TypeError, match="number_status needs number"):
        queries.run("number_status", viewer)


def test_a_question_that_cannot_be_answered_repeats_no_value(logs: str, fill: Fill, viewer: Viewer) -> None:
    fill(logs, {})
    with pytest.raises(Problem) as told:
        queries.run("messages", viewer, rows=-NUMBER)
    assert str(NUMBER) not in str(told.value)
    assert told.value.__suppress_context__, "a log would print DuckDB's own message, which quotes values"


@pytest.mark.parametrize("folder", ["Application Support", "it's", "año 26", "a#b", "a+b"])
def test_a_folder_of_any_name_can_hold_the_logs(
    folder: str, tmp_path: Path, fill: Fill, read_given: ReadGiven, viewer: Viewer
) -> None:
    fill(str(tmp_path / folder), read_given(EVERY))
    with queries.reading(str(tmp_path / folder)):
        assert queries.run("messages", viewer).num_rows == TEXTS
        assert _texts(viewer) == TEXTS


def _ask(name: str, viewer: Viewer, **other: object) -> pa.Table:
    return queries.run(name, viewer, Selection(), **_needed(name, **other))


def _needed(name: str, **other: object) -> dict[str, object]:
    wanted = queries.read(name).parameters
    return {key: value for key, value in {**NEEDED, **other}.items() if key in wanted}


def _texts(viewer: Viewer) -> int:
    return int(queries.run("clocks", viewer)["texts"].to_pylist()[0])


def _only(given: Given, schools: tuple[str, ...]) -> Given:
    """The rows of these schools' families; a status belongs to those that have its number."""
    of_these = pa.array(schools, pa.string())
    families = {
        name: given[name].filter(pc.is_in(given[name]["school"], of_these))
        for name in ("messages", "contacts")
    }
    changes = given["status_changes"]
    theirs = changes.filter(pc.is_in(changes["number"], families["contacts"]["number"].combine_chunks()))
    return {**given, **families, "status_changes": theirs}


def _tuple(chosen: Any) -> Any:
    return tuple(chosen) if isinstance(chosen, list) else chosen


def _read_csv(file: Path, schema: pa.Schema) -> pa.Table:
    options = pa_csv.ConvertOptions(column_types=schema, strings_can_be_null=True, null_values=[""])
    return pa_csv.read_csv(file, convert_options=options)


def _lines(answer: pa.Table) -> list[str]:
    """An answer as lines to compare, exact to the last digit: the names of its columns, then its rows."""
    rows = zip(*(column.to_pylist() for column in answer.columns), strict=True)
    return [" | ".join(answer.column_names), *(" | ".join(map(_cell, row)) for row in rows)]


def _cell(value: object) -> str:
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat() if isoformat else "(null)" if value is None else value)
