"""Arriving texts that are stored under another id. An id of M-1 stands for one that was made."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pytest

from data.importer.rows.database import set_variables
from data.importer.rows.ids.texts import match_stored
from data.words import vocabulary_tables
from data.words.vocabulary import RESULTS
from tests.data.importer.rows.small_tables import fill, rows, step

MADE = "0123456789abcdef" * 2
INELIGIBLE = RESULTS[3].name
TEXT = (
    "message_id varchar, number bigint, requested_at timestamp, result varchar, broadcast varchar, "
    "import_id varchar, contact_id varchar, service varchar"
)
ALSO = ", null::varchar as broadcast_id, null::varchar as sent_by, null::varchar as short_code"
AT_33 = "2026-05-06 14:05:33"
AT_50 = "2026-05-06 14:05:50"
MINUTE = "2026-05-06 14:05:00"


@pytest.fixture
def texts(small: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """No texts; the arriving file has seconds."""
    small.register("results", vocabulary_tables.tables()["results"])
    set_variables(small, {"ineligible": INELIGIBLE, "lacks_seconds": False})
    return small


def _adopted(texts: duckdb.DuckDBPyConnection, arriving: Sequence[str], stored: Sequence[str]) -> list[str]:
    """Return the record and the stored id of each arriving text that is matched with a stored one."""
    fill(texts, "file", TEXT, *(row.replace("M-", f"{MADE}-") for row in arriving))
    fill(texts, "near_texts", TEXT, *(row.replace("M-", f"{MADE}-") for row in stored))
    for table in ("file", "near_texts"):
        texts.execute(f"update {table} set service = 's'")
    texts.execute(f"create or replace view near as select *{ALSO} from near_texts")
    texts.execute("create or replace table numbered as select rowid as record, * from file")
    texts.execute(
        "create or replace table made_ids as select record, message_id from numbered "
        "where is_made(message_id)"
    )
    texts.execute(
        "create or replace table staged as select record, message_id from numbered "
        "anti join made_ids using (record)"
    )
    texts.execute("insert into staged select record, null from made_ids")
    texts.execute("create or replace view arriving as select record, service, message_id from numbered")
    texts.execute(
        "create or replace table stored as select * from near "
        "semi join arriving using (service, message_id)"
    )
    texts.execute(
        f"create or replace view changes as select *{ALSO}, not exists("
        "select 1 from stored where stored.message_id = numbered.message_id) as is_new from numbered"
    )
    for part, parameters in (
        *(("arriving", {}), ("stored", {})),
        *(("adopt", {"exactly": True}), ("adopt", {"exactly": False})),
    ):
        step(texts, "ids/match", part, parameters)
    return [row.replace(f"{MADE}-", "M-") for row in rows(texts, "record, message_id", "adopted")]


def _unclear(texts: duckdb.DuckDBPyConnection) -> int:
    ((number,),) = step(texts, "ids/match", "unclear")
    return int(str(number))


@pytest.mark.parametrize(
    ("arriving", "stored", "adopted"),
    [
        pytest.param([f"M-1 | 1 | {AT_33} | Sent"], [f"s1 | 1 | {AT_33} | Sent"], ["0 | s1"], id="an id"),
        pytest.param([f"s1 | 1 | {AT_33} | Sent"], [f"M-1 | 1 | {AT_33} | Sent"], ["0 | M-1"], id="none"),
        pytest.param([f"s1 | 1 | {AT_33} | Sent"], [f"s2 | 1 | {AT_33} | Sent"], [], id="two ids"),
        pytest.param([f"M-2 | 1 | {AT_33} | Sent"], [f"M-1 | 1 | {AT_33} | Sent"], [], id="two made"),
        pytest.param([f"M-1 | 1 | {AT_33} | Sent"], [f"s1 | 1 | {AT_50} | Sent"], [], id="another second"),
        pytest.param([f"M-1 | 1 | {AT_33} | Sent"], [f"s1 | 2 | {AT_33} | Sent"], [], id="another number"),
        pytest.param(
            [f"M-1 | 1 | {AT_33} | Sent | Snow"],
            [f"s1 | 1 | {AT_33} | Sent | Bus"],
            [],
            id="another broadcast",
        ),
        pytest.param(
            [f"M-1 | 1 | {AT_33} | Sent"], [f"s1 | 1 | {AT_33} | {INELIGIBLE}"], [], id="never sent"
        ),
        pytest.param(
            [f"M-1 | 1 | {AT_33} | {INELIGIBLE}"], [f"s1 | 1 | {AT_33} | Sent"], [], id="sent, then never"
        ),
        pytest.param(
            [f"M-1 | 1 | {AT_33} | Sent"], [f"M-m1 | 1 | {MINUTE} | Sent"], ["0 | M-m1"], id="to the minute"
        ),
        pytest.param(
            [f"s1 | 1 | {AT_33} | Sent"], [f"M-m1 | 1 | {MINUTE} | Sent"], ["0 | M-m1"], id="id, minute"
        ),
        pytest.param(
            [f"M-1 | 1 | {AT_33} | Sent"],
            [f"s1 | 1 | {MINUTE} | Sent | | i1"],
            ["0 | s1"],
            id="cut seconds",
        ),
        pytest.param(
            [f"M-1 | 1 | {AT_33} | Sent"],
            [f"s1 | 1 | {MINUTE} | Sent | | i1", f"s2 | 9 | {AT_50} | Sent | | i1"],
            [],
            id="an import with seconds",
        ),
        pytest.param(
            [f"M-1 | 1 | {AT_33} | Sent"],
            [f"s1 | 1 | {MINUTE} | Sent | | i1", f"s2 | 9 | {AT_50} | Sent | | i2"],
            ["0 | s1"],
            id="another import with seconds",
        ),
        pytest.param(
            [f"M-1 | 1 | {AT_33} | Sent"],
            [f"s1 | 1 | {MINUTE} | Sent | | i1", f"M-9 | 9 | {AT_50} | Sent | | i1"],
            ["0 | s1"],
            id="made ids say nothing of an import",
        ),
        pytest.param(
            [f"M-1 | 1 | {AT_33} | Sent", f"M-2 | 1 | {AT_33} | Failed"],
            [f"s1 | 1 | {AT_33} | Sent", f"s2 | 1 | {AT_33} | Failed"],
            ["0 | s1", "1 | s2"],
            id="twins by their results",
        ),
        pytest.param(
            [f"M-1 | 1 | {AT_33} | Sent", f"M-2 | 1 | {AT_50} | Failed"],
            [f"M-m1 | 1 | {MINUTE} | Sent", f"M-m2 | 1 | {MINUTE} | Failed"],
            ["0 | M-m1", "1 | M-m2"],
            id="twins of a minute by their results",
        ),
        pytest.param(
            [f"M-1 | 1 | {AT_33} | Sent", f"M-2 | 1 | {AT_50} | Sent"],
            [f"M-m1 | 1 | {MINUTE} | Sending", f"M-m2 | 1 | {MINUTE} | Sent"],
            ["0 | M-m1", "1 | M-m2"],
            id="twins of a minute with one result",
        ),
        pytest.param(
            [f"M-1 | | {AT_33} | Sent"], [f"s1 | | {AT_33} | Sent"], [], id="without number and contact"
        ),
        pytest.param(
            [f"M-1 | | {AT_33} | Sent | | | c"],
            [f"s1 | | {AT_33} | Sent | | | c"],
            ["0 | s1"],
            id="a contact",
        ),
        pytest.param(
            [f"M-1 | 1 | {AT_33} | Sent", f"s9 | 9 | {AT_33} | Sent"],
            [f"s1 | 1 | {AT_33} | Sent"],
            [],
            id="a row without an id in a file that has ids",
        ),
        pytest.param(
            [f"s1 | 1 | {AT_33} | Sent"],
            [f"s1 | 1 | {AT_33} | Sent", f"M-1 | 1 | {AT_33} | Sent"],
            [],
            id="an id that is stored",
        ),
    ],
)
def test_a_text_takes_the_id_of_its_like(
    texts: duckdb.DuckDBPyConnection, arriving: list[str], stored: list[str], adopted: list[str]
) -> None:
    assert _adopted(texts, arriving, stored) == adopted
    assert _unclear(texts) == 0


def test_a_text_without_seconds_takes_the_id_of_its_minute(texts: duckdb.DuckDBPyConnection) -> None:
    set_variables(texts, {"lacks_seconds": True})
    assert _adopted(texts, [f"M-m1 | 1 | {MINUTE} | Sent"], [f"M-1 | 1 | {AT_33} | Sent"]) == ["0 | M-1"]
    assert _adopted(texts, [f"M-m2 | 1 | {MINUTE} | Sent"], [f"M-m1 | 1 | {MINUTE} | Sent"]) == []


@pytest.mark.parametrize(
    ("arriving", "stored", "unclear"),
    [
        ([f"M-1 | 1 | {AT_33} | Sent"], [f"M-m{place} | 1 | {MINUTE} | Sent" for place in (1, 2)], 1),
        (
            [f"M-{place} | 1 | {AT_33} | Sent" for place in (1, 2)],
            [f"M-m1 | 1 | {MINUTE} | Sent"],
            2,
        ),
        (
            [f"M-1 | 1 | {AT_33} | Sent", f"M-2 | 1 | {AT_50} | Failed"],
            [f"M-m{place} | 1 | {MINUTE} | Sent" for place in (1, 2)],
            2,
        ),
        ([f"M-1 | 1 | {AT_33} | {INELIGIBLE}"], [f"M-m1 | 1 | {MINUTE} | Sent"], 0),
        ([f"M-1 | 1 | {AT_33} | {INELIGIBLE}"], [f"M-m1 | 1 | {MINUTE} | Sending"], 1),
        ([f"M-1 | 1 | {AT_33} | Sent"], [f"M-{place} | 1 | {AT_50} | Sent" for place in (2, 3)], 0),
        (
            [f"M-1 | 1 | {AT_33} | Sent", f"s9 | 9 | {AT_33} | Sent"],
            [f"s1 | 1 | {MINUTE} | Sent | | i1"],
            0,
        ),
    ],
)
def test_a_text_that_may_be_several_is_unclear(
    texts: duckdb.DuckDBPyConnection, arriving: list[str], stored: list[str], unclear: int
) -> None:
    assert _adopted(texts, arriving, stored) == []
    assert _unclear(texts) == unclear


def test_adopted_ids_replace_the_made_ones_and_their_texts_count_as_stored(
    texts: duckdb.DuckDBPyConnection,
) -> None:
    _adopted(texts, [f"M-1 | 1 | {AT_33} | Sent"], [f"s1 | 1 | {AT_33} | Sent", f"s2 | 2 | {AT_33} | Sent"])
    for part in ("use_adopted", "add_stored"):
        step(texts, "ids/match", part)
    assert rows(texts, "record, message_id", "made_ids") == ["0 | s1"]
    assert rows(texts, "message_id", "stored") == ["s1"]
    assert step(texts, "ids/match", "any_new") == [(True,)]
    assert step(texts, "ids/match", "any_stored_made") == [(False,)]
    assert step(texts, "ids/match", "any_made") == [(True,)]


@pytest.mark.parametrize("is_new", [False, True])
def test_nothing_is_matched_without_new_texts_or_made_ids(
    texts: duckdb.DuckDBPyConnection, *, is_new: bool
) -> None:
    _adopted(texts, [f"s1 | 1 | {AT_33} | Sent"], [f"s2 | 1 | {AT_33} | Sent"])
    texts.execute(f"create or replace view changes as select {is_new} as is_new")
    assert match_stored(texts, "log.csv") == 0
