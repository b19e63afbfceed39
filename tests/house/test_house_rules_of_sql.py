"""What SQL files keep to: a true header, the viewer's schools in one place, and SQL for two engines."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyarrow as pa
import pytest
import sqlglot
from sqlglot import exp

import queries
from data import engine
from data.engine import derived
from data.tables.schemas import SCHEMAS, STANDALONE
from data.tables.snapshot import Snapshot
from data.words import vocabulary, vocabulary_tables
from queries import header
from queries.header import TYPES, Source
from tests.house.project import ROOT, checked, name, text

BY_COLLATION_IN_SPARK = {
    "strip_accents"
}  # of a search; Spark has no such function, but compares without accents
QUESTIONS = sorted(header.files().values())
# A step may return the rows of a table or another step whole.
OF_ANOTHER = re.compile(r"^-- Returns .*, with the columns of (\w+)$", re.MULTILINE)
STEPS = sorted(header.step_files().values())
VIEWER = ROOT / "queries/shared/viewer"
DERIVED = [ROOT / "data/tables/daily_results.sql", *derived.FILES.values()]
OF_FAMILIES = {*SCHEMAS, "messages_by_time", *STANDALONE, *derived.FILES}
TABLES = {*OF_FAMILIES, "imports", "undone_imports", "record", *vocabulary_tables.tables()}
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


def _sql(file: Path) -> str:
    return re.sub(r"--.*", "", text(file))


@cache
def _tree(file: Path) -> exp.Expr:
    return sqlglot.parse_one(_sql(file), read="duckdb")


def _clauses(file: Path) -> list[str]:
    return [clause.alias for clause in _tree(file).find_all(exp.CTE)]


def _read_by(file: Path) -> set[str]:
    return {table.name for table in _tree(file).find_all(exp.Table)} - set(_clauses(file))


def _parameters_of_steps(source: Source) -> set[str]:
    steps = [header.read_source(header.step_files()[step]) for step in source.steps]
    return {name for step in steps for name in (*step.parameters, *_parameters_of_steps(step))}


@pytest.fixture(scope="module")
def empty() -> engine.Database:
    """The tables of logs that were never set up."""
    return engine.Database(Snapshot("nowhere", -1, ()), "America/Chicago")


def test_a_header_names_the_parameters_of_its_own_sql(subtests: pytest.Subtests) -> None:
    for file in [*QUESTIONS, *STEPS]:
        with checked(subtests, name(file)):
            stated = header.read_source(file).parameters
            used = set(re.findall(r"\$(\w+)", _sql(file)))
            assert len(stated) == len(set(stated))
            assert set(stated) == used, (
                f"{name(file)}: its header and its SQL differ in {sorted(set(stated) ^ used)}. List each "
                "parameter of its own SQL as `--   $name  type  meaning`, and none of its steps."
            )


def test_a_header_names_the_steps_that_its_sql_reads(subtests: pytest.Subtests) -> None:
    for file in [*QUESTIONS, *STEPS]:
        with checked(subtests, name(file)):
            source = header.read_source(file)
            read = _read_by(file) - TABLES - {"answer"}
            assert read == set(source.steps), (
                f"{name(file)} reads {sorted(read)}, and its header says {sorted(source.steps)}: list the "
                "steps as `-- Steps: one, another`."
            )
            surplus = set(source.ignores) - _parameters_of_steps(source)
            assert not surplus, f"{name(file)} ignores {sorted(surplus)}, which none of its steps takes."


def test_names_in_with_clauses_are_unambiguous(subtests: pytest.Subtests) -> None:
    for file in [*QUESTIONS, *STEPS]:
        with checked(subtests, name(file)):
            taken = (set(header.step_files()) | TABLES) & set(_clauses(file))
            assert not taken, f"{name(file)}: {sorted(taken)} is the name of a step or table: take another."


def test_a_header_names_the_columns_of_the_answer_in_order_and_type(
    empty: engine.Database, subtests: pytest.Subtests
) -> None:
    for file in [*QUESTIONS, *(file for file in STEPS if "answer" not in _read_by(file))]:
        with checked(subtests, name(file)):
            question = header.composed(header.read_source(file))
            answer = empty.fetch(question.sql, question.values(dict.fromkeys(question.parameters))).schema
            stated = [(column, _type(kind)) for column, kind in question.columns]
            assert [*_columns_of_another(file, empty), *stated] == _columns(answer), (
                f"{name(file)}: make the lines after “Returns” those of the select, in its order, each as "
                "`--   name  type  meaning`, and cast in the SQL where a type differs."
            )


def _columns_of_another(file: Path, empty: engine.Database) -> list[tuple[str, str]]:
    """Return the columns of the table or step whose columns a step returns, as its header says."""
    another = OF_ANOTHER.search(text(file))
    if another is None:
        return []
    if another[1] in TABLES:
        return _columns(empty.fetch(f"select * from {another[1]}", {}).schema)
    step = header.step_files()[another[1]]
    own = header.read_source(step).columns
    return [*_columns_of_another(step, empty), *((column, _type(kind)) for column, kind in own)]


def _columns(schema: pa.Schema) -> list[tuple[str, str]]:
    return [
        (column, "instant" if pa.types.is_timestamp(kind) else str(kind))
        for column, kind in zip(schema.names, schema.types, strict=True)
    ]


def _type(kind: str) -> str:
    return "instant" if kind == "timestamptz" else str(TYPES[kind])


def test_every_column_has_a_title(subtests: pytest.Subtests) -> None:
    for file in QUESTIONS:
        with checked(subtests, name(file)):
            columns = [column for column, _kind in queries.read(file.stem).columns]
            lacking = [column for column in columns if column not in vocabulary.COLUMNS]
            assert not lacking, (
                f"{name(file)} returns {lacking}, which data/words/columns.toml lacks: give each a title "
                "in [columns], with `personal = …` if it identifies a person."
            )


def test_headers_are_written_alike(subtests: pytest.Subtests) -> None:
    for file in [*QUESTIONS, *STEPS]:
        with checked(subtests, name(file)):
            lines = text(file).splitlines()
            is_question = file in QUESTIONS
            assert lines[0].startswith("-- "), f"{name(file)}: begin with what it returns, in one line."
            assert lines[0].endswith("?") == is_question, (
                f"{name(file)}: the first line of a question ends with a “?”, that of a step doesn't."
            )
            has_parameters = bool(header.read_source(file).parameters)
            assert ("-- Parameters" in lines) == has_parameters, (
                f"{name(file)}: list its own parameters under `-- Parameters`."
            )
            assert any(line.startswith("-- Returns one row") for line in lines), (
                f"{name(file)}: say what a row is: `-- Returns one row per …`."
            )


def test_only_the_steps_of_the_viewer_read_tables_of_families(subtests: pytest.Subtests) -> None:
    for file in [*QUESTIONS, *STEPS]:
        with checked(subtests, name(file)):
            read = _read_by(file) & OF_FAMILIES
            is_limited = "$schools_allowed" in _sql(file)
            if VIEWER in file.parents:
                assert is_limited, f"{name(file)}: limit it by $schools_allowed."
                assert read, f"{name(file)} reads no table of families: move it to queries/shared."
            else:
                assert not read, (
                    f"{name(file)} reads {', '.join(sorted(read))}, which hold every school's families: "
                    "read the step of queries/shared/viewer instead."
                )
                assert not is_limited, f"{name(file)}: leave $schools_allowed to queries/shared/viewer."


def test_the_order_of_the_rows_is_stated(subtests: pytest.Subtests) -> None:
    for file in QUESTIONS:
        with checked(subtests, name(file)):
            tree = _tree(file)
            assert isinstance(tree, exp.Select)
            is_one_row = "-- Returns one row\n" in text(file)
            assert is_one_row or tree.args.get("order"), f"{name(file)}: end with a total `order by`."


def test_the_sql_translates_to_sparks_dialect(subtests: pytest.Subtests) -> None:
    whole = {name(file): queries.read(file.stem).sql for file in QUESTIONS}
    for label, sql in (whole | {name(file): text(file) for file in DERIVED}).items():
        with checked(subtests, label):
            plain = re.sub(r"--.*", "", sql)
            (spark,) = sqlglot.transpile(
                plain, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
            )
            assert sqlglot.parse_one(spark, read="spark")
            tree = sqlglot.parse_one(plain, read="duckdb")
            functions = {function.name for function in tree.find_all(exp.Anonymous)}
            unknown = sorted(functions - BY_COLLATION_IN_SPARK)
            assert not unknown, f"{label} uses {unknown}, which sqlglot can't put into Spark's words."
            for select in tree.find_all(exp.Select):
                assert not (select.args.get("qualify") and select.find(exp.Star)), (
                    f"{label}: name the columns beside `qualify`; with `*` Spark returns one more."
                )


def test_the_sql_avoids_what_means_something_else_in_sparks_dialect(subtests: pytest.Subtests) -> None:
    for file in [*QUESTIONS, *STEPS, *DERIVED]:
        for pattern, instead in DIFFERS.items():
            with subtests.test(name(file), pattern=pattern):
                match = re.search(pattern, _sql(file), re.IGNORECASE)
                assert not match, (
                    f"{name(file)} writes {match and match[0]!r}, which Spark reads otherwise: {instead}."
                )


def test_a_list_is_sorted_by_its_own_columns(subtests: pytest.Subtests) -> None:
    for file in QUESTIONS:
        with checked(subtests, name(file)):
            question = queries.read(file.stem)
            assert set(question.sorts) <= {column for column, _ in question.columns}, (
                f"{name(file)}: sort by columns of the answer, so that a reader sees the order."
            )
            assert "$sort" not in re.findall(r"\$\w+", _sql(file)), (
                f"{name(file)}: list what it can be sorted by under `-- Sorts`, each a text of its own."
            )
