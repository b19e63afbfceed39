"""The questions: answers worked out by hand, on empty logs, as a stream, and of one version of the data."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

import queries
from data import settings
from data.access import Viewer
from data.engine import duckdb
from data.errors import Problem
from data.tables.store import newest
from queries import Selection
from tests import golden_cases
from tests.answers import EVERY, GOLDEN, NUMBER, TEXTS, Fill, ReadGiven, ask, lines, needed
from tests.record_files import write_record

LogsGiven = Callable[[Path], str]
every_question = pytest.mark.parametrize("name", queries.names())


@pytest.fixture(scope="module")
def logs_given(tmp_path_factory: pytest.TempPathFactory, fill: Fill, read_given: ReadGiven) -> LogsGiven:
    """Return the address of logs that hold the rows of a folder."""

    @functools.cache
    def address(folder: Path) -> str:
        uri = str(tmp_path_factory.mktemp("logs"))
        fill(uri, read_given(folder))
        return uri

    return address


@pytest.mark.parametrize("name", golden_cases.NAMES)
def test_the_answer_is_the_one_worked_out_by_hand(
    name: str, logs_given: LogsGiven, read_given: ReadGiven
) -> None:
    case = golden_cases.case(name)
    if (
        case.rows / "record.csv"
    ).exists():  # beside the logs of this test, which differ from those of the rows
        write_record(read_given(case.rows)["record"])
    with queries.reading(logs_given(case.rows)):
        answer = case.answer()

    by_hand = case.by_hand()
    expected, answered = lines(by_hand), lines(answer.select(by_hand.column_names))
    assert answered == expected, "\n".join(
        [f"{name}: {case.claim}", "", "By hand:", *expected, "", "Answered:", *answered, ""]
    )
    schema = queries.read(case.question).schema(settings.load().timezone)
    assert answer.schema == schema, f"{name}: the types are not those of the question's header"


def test_every_question_has_an_answer_worked_out_by_hand() -> None:
    without = set(queries.names()) - {case.split("/")[0] for case in golden_cases.NAMES}
    assert not without, (
        f"no tests/golden/<question>/<case>/ for {sorted(without)}: give ten rows or fewer that sit on the "
        "edges, work the answer out by hand, and write it into expected.csv"
    )


@every_question
def test_an_answer_worked_out_by_hand_has_every_column(name: str) -> None:
    of_question = [
        GOLDEN / case / "expected.csv" for case in golden_cases.NAMES if case.split("/")[0] == name
    ]
    heads = [file.read_text(encoding="utf-8").partition("\n")[0].split(",") for file in of_question]
    columns = queries.read(name).schema("UTC").names
    assert columns in heads, f"No tests/golden/{name}/<case>/expected.csv has all of {columns}: add one."


def test_ten_input_rows_are_enough() -> None:
    for file in GOLDEN.rglob("given/*.csv"):
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 11, (
            f"{file} has more than ten rows, more than a reader checks by hand: split the case in two"
        )


@every_question
def test_a_question_to_missing_logs_answers_with_its_columns(name: str, logs: str, viewer: Viewer) -> None:
    assert ask(name, viewer).schema == queries.read(name).schema(settings.load().timezone)
    assert not Path(logs).exists(), "asking a question must not set anything up"


@every_question
def test_a_question_to_empty_logs_answers_with_its_columns(
    name: str, logs: str, fill: Fill, viewer: Viewer
) -> None:
    fill(logs, {})
    assert ask(name, viewer).schema == queries.read(name).schema(settings.load().timezone)


@every_question
def test_a_stream_holds_the_same_rows_as_the_answer(
    name: str, logs_given: LogsGiven, viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duckdb, "STREAM_ROWS", 2)
    with queries.reading(logs_given(EVERY)):
        answer = ask(name, viewer)
        batches = list(queries.stream(name, viewer, Selection(), **needed(name)))
    assert lines(pa.Table.from_batches(batches, answer.schema)) == lines(answer)


def test_a_stream_keeps_to_the_logs_that_it_began_with(
    logs: str, logs_given: LogsGiven, fill: Fill, viewer: Viewer
) -> None:
    fill(logs, {})
    with queries.reading(logs_given(EVERY)):
        batches = queries.stream("messages", viewer)
    rows = sum(batch.num_rows for batch in batches)
    assert rows == TEXTS, "a stream that is read after `reading` has ended must not turn to other logs"


def test_an_answer_is_of_the_newest_import_except_inside_reading(
    logs: str, fill: Fill, read_given: ReadGiven, viewer: Viewer
) -> None:
    fill(logs, {})
    with queries.reading(logs):
        assert _texts(viewer) == 0
        fill(logs, read_given(EVERY))
        assert _texts(viewer) == 0, "figures of one page must come from one version of the data"
    assert newest(logs).number > 1
    assert _texts(viewer) == TEXTS


def test_an_unknown_question_says_where_all_are_listed(viewer: Viewer) -> None:
    with pytest.raises(Problem, match="“nonsense”") as error:
        queries.run("nonsense", viewer)
    assert "python -m queries" in error.value.next_step


def test_a_parameter_too_many_and_one_too_few_are_refused(viewer: Viewer) -> None:
    with pytest.raises(TypeError, match="clocks takes no color"):
        queries.run("clocks", viewer, color="red")
    with pytest.raises(TypeError, match="number_status needs number"):
        queries.run("number_status", viewer)


def test_an_unanswerable_question_repeats_no_value(logs: str, fill: Fill, viewer: Viewer) -> None:
    fill(logs, {})
    with pytest.raises(Problem) as error:
        queries.run("statuses", viewer, rows=-NUMBER)
    assert str(NUMBER) not in str(error.value)
    assert error.value.__suppress_context__, "a log would print DuckDB's own message, which quotes values"


@pytest.mark.parametrize("folder", ["Application Support", "it's", "año 26", "a#b", "a+b"])
def test_a_folder_of_any_name_can_hold_the_logs(
    folder: str, tmp_path: Path, fill: Fill, read_given: ReadGiven, viewer: Viewer
) -> None:
    fill(str(tmp_path / folder), read_given(EVERY))
    with queries.reading(str(tmp_path / folder)):
        assert queries.run("messages", viewer).num_rows == TEXTS
        assert _texts(viewer) == TEXTS


def _texts(viewer: Viewer) -> int:
    return int(queries.run("clocks", viewer)["texts"].to_pylist()[0])
