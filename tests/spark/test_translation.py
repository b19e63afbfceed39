"""What the translation of a question to Spark's SQL does beside sqlglot's."""

from __future__ import annotations

import pytest

from data.engine.spark.translation import STEP, translated


@pytest.mark.parametrize(
    ("sql", "spark"),
    [
        (
            "select max_by(name, sent_at) from texts",
            "SELECT MAX_BY(name, CASE WHEN NOT name IS NULL THEN sent_at END) FROM texts",
        ),
        (
            "select date_diff('second', since, until) from texts",
            "SELECT (UNIX_SECONDS(until) - UNIX_SECONDS(since)) FROM texts",
        ),
        (
            "select 1 from texts where list_contains($names, name)",
            "SELECT 1 FROM texts WHERE ARRAY_CONTAINS(CAST(:names AS ARRAY<STRING>), name)",
        ),
        (
            "select list_extract($titles, list_position($keys, key)) from texts",
            "SELECT TRY_ELEMENT_AT(:titles, CAST(NULLIF(ARRAY_POSITION(:keys, key), 0) AS INT)) FROM texts",
        ),
        (
            "select day - cast($from_date as date) from texts",
            "SELECT DATEDIFF(day, CAST(:from_date AS DATE)) FROM texts",
        ),
        (
            "select coalesce(sent_at, '-infinity') from texts",
            "SELECT COALESCE(sent_at, '0001-01-01 00:00:00+00') FROM texts",
        ),
        (
            "select cast(first_day as timestamp) at time zone $zone from notes",
            "SELECT TO_UTC_TIMESTAMP(CAST(first_day AS TIMESTAMP_NTZ), :zone) FROM notes",
        ),
        (
            "select name, min(day) as day from texts group by name order by min(day) desc",
            "SELECT name, MIN(day) AS day FROM texts GROUP BY name ORDER BY day DESC",
        ),
        ("select name from texts order by name", "SELECT name FROM texts ORDER BY name NULLS LAST"),
    ],
    ids=["max_by", "seconds", "lists", "element", "days", "infinity", "zone", "sort", "nulls"],
)
def test_what_means_something_else_on_spark_is_said_in_another_way(sql: str, spark: str) -> None:
    assert translated(sql).sql == spark


def test_a_limit_that_is_too_large_for_spark_is_none() -> None:
    sql = "select name from texts limit $rows offset $skip"
    assert translated(sql).limits == {"rows"}
    assert translated(sql, without=frozenset({"rows"})).sql == "SELECT name FROM texts OFFSET :skip"


def test_parts_of_a_union_by_name_get_the_columns_that_they_lack() -> None:
    sql = "with one as (select 1 as a, 2 as b) select * from one union all by name select 3 as c"
    assert translated(sql).sql == (
        "WITH one AS (SELECT 1 AS a, 2 AS b) "
        "SELECT a, b, NULL AS c FROM (SELECT * FROM one) AS part UNION ALL "
        "SELECT NULL AS a, NULL AS b, c FROM (SELECT 3 AS c) AS part"
    )


def test_a_clause_with_several_references_is_computed_once() -> None:
    clause = "select a.name from texts as a inner join texts as b using (name) cross join c cross join d"
    sql = f"with large as ({clause}) select 1 from large inner join large as other using (name)"
    translation = translated(sql)
    assert [name for name, _sql in translation.steps] == [f"{STEP}large"]
    assert translation.sql == (
        f"SELECT 1 FROM {STEP}large AS large INNER JOIN {STEP}large AS other USING (name)"
    )
    assert translation.tables == {"texts", "c", "d"}


def test_clauses_of_one_name_in_different_clauses_stay_apart() -> None:
    sql = (
        "with one as (with rows as (select 1 as n) select n from rows), "
        "two as (with rows as (select 2 as n) select n from rows) "
        "select n from one union all select n from two"
    )
    assert translated(sql).sql == (
        "WITH rows AS (SELECT 1 AS n), one AS (SELECT n FROM rows), rows_2 AS (SELECT 2 AS n), "
        "two AS (SELECT n FROM rows_2 AS rows) SELECT n FROM one UNION ALL SELECT n FROM two"
    )
