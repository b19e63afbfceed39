"""What every SQL file keeps to: a true header, the viewer's schools, and one meaning on two engines."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pytest
import sqlglot
from sqlglot import exp

import queries
from data import engine
from data.tables.store import Snapshot
from data.words import vocabulary
from queries.header import TYPES

ROOT = Path(__file__).parents[2]
QUESTIONS = sorted((ROOT / "queries").glob("*/*.sql"))
DERIVED = [
    ROOT / "data/tables/daily_results.sql",
    *(ROOT / f"data/engine/{name}.sql" for name in engine.DERIVED),
]
OF_FAMILIES = {
    *("messages", "contacts", "status_changes", "left_out", "daily_results", "reminders"),
    *(file.stem for file in DERIVED),
}
# What differs between the engines (most of it silently), and what to write instead.
DIFFERS = {
    r"\b(isodow|dayofweek|weekday|dow)\b": "take the weekday from the date when drawing it",
    r"\bepoch\w*\s*\(|\bepoch\s+from\b": "write date_diff('second', a, b)",
    r"\bdate_?diff\s*\(\s*'(?:day|week|month|quarter|year)'\s*,(?!\s*cast\()": "cast both to date first",
    r"\bquantile\w*\s*\(": "write median(x), or count by bucket",
    r"\b(generate_series|range)\s*\(": "take the calendar from the data",
    r"(?<![\w.])\d+\.\d+(?!\d*e)": "write 100e0: a literal with a point is a decimal on Spark",
    r"\bround\s*\(": "answer unrounded; the page rounds",
    r"\brow\s*\(": "order by a window: Spark has no row()",
    r"::": "write cast(x as type), which both read",
}
STATED = {
    "integer": pa.int32(),
    **TYPES,
}


def _sql(file: Path) -> str:
    return re.sub(r"--.*", "", file.read_text(encoding="utf-8"))


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def empty() -> engine.Database:
    """The tables of logs that were never set up."""
    return engine.Database(Snapshot("nowhere", -1, ()), "America/Chicago")


@pytest.mark.parametrize("file", QUESTIONS, ids=_name)
def test_the_header_names_the_parameters_of_the_sql(file: Path) -> None:
    stated, used = set(queries.read(file.stem).parameters), set(re.findall(r"\$(\w+)", _sql(file)))
    assert stated == used, (
        f"{_name(file)}: its header and its SQL differ in {sorted(stated ^ used)}. List each parameter as "
        "`--   $name  type  meaning`, and no other."
    )


@pytest.mark.parametrize("file", QUESTIONS, ids=_name)
def test_the_header_names_the_columns_of_the_answer_in_order_and_type(
    file: Path, empty: engine.Database
) -> None:
    question = queries.read(file.stem)
    answer = empty.fetch(question.sql, dict.fromkeys(question.parameters)).schema
    stated = [(name, _type(kind)) for name, kind in question.columns]
    answered = [
        (name, "instant" if pa.types.is_timestamp(kind) else str(kind))
        for name, kind in zip(answer.names, answer.types, strict=True)
    ]
    assert stated == answered, (
        f"{_name(file)}: make the lines after “Returns” those of the select, in its order, each as "
        "`--   name  type  meaning`, and cast in the SQL where a type differs."
    )


def _type(kind: str) -> str:
    return "instant" if kind == "timestamptz" else str(STATED[kind])


@pytest.mark.parametrize("file", QUESTIONS, ids=_name)
def test_every_column_has_words(file: Path) -> None:
    known = vocabulary.COLUMNS
    lacking = [name for name, _ in queries.read(file.stem).columns if name not in known]
    assert not lacking, (
        f"{_name(file)} returns {lacking}, which data/words/columns.toml lacks: give each a title in "
        "[columns], with `personal = true` where it tells who somebody is."
    )


@pytest.mark.parametrize("file", QUESTIONS, ids=_name)
def test_the_header_is_written_like_every_other(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("-- "), f"{_name(file)}: begin with the question, in one line."
    assert lines[0].endswith("?"), f"{_name(file)}: its first line is a question; end it with a “?”."
    assert "-- Parameters" in lines, f"{_name(file)}: list the parameters under `-- Parameters`."
    assert any(line.startswith("-- Returns one row") for line in lines), (
        f"{_name(file)}: say what a row is: `-- Returns one row per …`."
    )


@pytest.mark.parametrize("file", QUESTIONS, ids=_name)
def test_a_question_about_families_is_limited_to_the_viewers_schools(file: Path) -> None:
    read = {table.name for table in sqlglot.parse_one(_sql(file), read="duckdb").find_all(exp.Table)}
    assert not read & OF_FAMILIES or "$schools_allowed" in _sql(file), (
        f"{_name(file)} reads {', '.join(sorted(read & OF_FAMILIES))}, which hold every school's families: "
        "add `and ($schools_allowed is null or list_contains($schools_allowed, school))`, and the "
        "parameter to its header."
    )


@pytest.mark.parametrize("file", QUESTIONS, ids=_name)
def test_the_order_of_the_rows_is_stated(file: Path) -> None:
    tree = sqlglot.parse_one(_sql(file), read="duckdb")
    assert isinstance(tree, exp.Select)
    is_one_row = "-- Returns one row\n" in file.read_text(encoding="utf-8")
    assert is_one_row or tree.args.get("order"), f"{_name(file)}: end with a total `order by`."


@pytest.mark.parametrize("file", [*QUESTIONS, *DERIVED], ids=_name)
def test_the_sql_also_runs_on_spark(file: Path) -> None:
    (text,) = sqlglot.transpile(
        _sql(file), read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    assert sqlglot.parse_one(text, read="spark")
    tree = sqlglot.parse_one(_sql(file), read="duckdb")
    unknown = sorted({function.name for function in tree.find_all(exp.Anonymous)})
    assert not unknown, f"{_name(file)} uses {unknown}, which sqlglot can't put into Spark's words."
    for select in tree.find_all(exp.Select):
        assert not (select.args.get("qualify") and select.find(exp.Star)), (
            f"{_name(file)}: name the columns beside `qualify`; with `*` Spark returns one more."
        )


@pytest.mark.parametrize("file", [*QUESTIONS, *DERIVED], ids=_name)
def test_the_sql_means_the_same_on_spark(file: Path) -> None:
    for pattern, instead in DIFFERS.items():
        found = re.search(pattern, _sql(file), re.IGNORECASE)
        assert not found, (
            f"{_name(file)} writes {found and found[0]!r}, which means another thing on Spark: {instead}."
        )


@pytest.mark.parametrize("file", QUESTIONS, ids=_name)
def test_a_list_is_sorted_by_its_own_columns(file: Path) -> None:
    question = queries.read(file.stem)
    falling = set(re.findall(r"when '-(\w+)' then", question.sql))
    assert falling <= set(question.sorts), f"{_name(file)}: what can fall can rise: give both in $sort."
    assert set(question.sorts) <= {name for name, _ in question.columns}, (
        f"{_name(file)}: sort by columns of the answer, so that a reader sees why it stands so."
    )
