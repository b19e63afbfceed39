"""A message log's cells as values, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa
import pytest

from data.importer.recognize import formats
from data.importer.rows.database import sql

TIMES = ("requested_at", "accepted_at", "updated_at", "delivered_at")
ROW = {
    "message_id": "m1",
    "number": "(212) 555-0101",
    "result": " Sent ",
    "requested_at": "2026-05-06 14:05",
}

CASES: list[tuple[dict[str, str], dict[str, object]]] = [
    ({}, {"number": 12125550101, "number_text": None, "result_text": "Sent", "month": "2026-05"}),
    ({"number": "call me"}, {"number": None, "number_text": "call me"}),
    ({"number": "999-999-9999"}, {"number": None, "number_text": "999-999-9999"}),
    ({"requested_at": "soon"}, {"requested_at": None, "requested_text": "soon", "month": None}),
    ({"accepted_at": "soon"}, {"accepted_at": None, "accepted_text": "soon"}),
    ({"accepted_at": "2026-05-06"}, {"accepted_text": None}),
    ({"updated_at": "soon"}, {"updated_at": None, "updated_text": "soon"}),
    ({"delivered_at": "soon"}, {"delivered_at": None, "delivered_text": "soon"}),
    ({"requested_at": "5/6/0026"}, {"month": "2026-05"}),
    ({"parts": "2", "price": "0.5"}, {"parts": 2, "price_is_shared": False, "price_text": None}),
    ({"parts": "2.5", "price": "1,5"}, {"parts": None, "parts_text": "2.5", "price_text": "1,5"}),
    ({"currency": "usd"}, {"currency": "USD", "currency_text": None}),
    ({"currency": "credits"}, {"currency": None, "currency_text": "credits"}),
    ({"body": "Hi"}, {"text_length": 2, "is_unicode": False, "body_mark": None, "keyword": None}),
    ({"body": "5€"}, {"text_length": 3, "is_unicode": False}),
    ({"body": "á😀"}, {"text_length": 3, "is_unicode": True}),
    ({"body": ""}, {"text_length": None, "is_unicode": None}),
    ({"body": "Stop"}, {"keyword": "stop", "keyword_to": "(212) 555-0101"}),
    ({"body": "Hi", "message_id": "N/A"}, {"message_id": None, "keyword_to": None}),
    ({"number": "whatsapp:+12125550101"}, {"channel": "whatsapp"}),
    ({"number": "whatsapp:+12125550101", "channel": "SMS"}, {"channel": "SMS"}),
    (
        {"list_place": "1", "reason_text": "a", "carrier_code": "7", "price": "0.5"},
        {
            "message_id": "m1/1",
            "reason_text": None,
            "carrier_code": None,
            "price": None,
            "price_is_shared": True,
        },
    ),
    (
        {"reason_text": " a", "carrier_code": "7 ", "price": "oops"},
        {"message_id": "m1", "reason_text": "a", "carrier_code": "7", "price_is_shared": False},
    ),
    ({"list_place": "1", "price": "oops"}, {"price_is_shared": False, "price_text": "oops"}),
]


@pytest.fixture
def log(small: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A log of a service's own format, with times of Chicago."""
    small.execute("set variable zone_of = map($it::varchar[], $zones::varchar[])", _map("America/Chicago"))
    small.execute("set variable is_epoch = map($it::varchar[], $zones::boolean[])", _map(value=False))
    small.execute("set variable forms_of = map($it::varchar[], $zones::varchar[][])", _map(["%m/%d/%Y"]))
    small.execute("set variable change_days_of = map($it::varchar[], $zones::date[][][])", _map([[]] * 100))
    return small


def _map(value: object) -> dict[str, object]:
    return {"it": [*TIMES], "zones": [value] * len(TIMES)}


def _staged(log: duckdb.DuckDBPyConnection, rows: Sequence[Mapping[str, str]]) -> list[dict[str, object]]:
    """Return rows as they are staged, all by one statement: planning it takes a tenth of a second."""
    fields = formats.fields("log")
    table = pa.table(
        {name: pa.array([{**ROW, **row}.get(name) for row in rows], pa.string()) for name in fields}
    )
    log.register("cells", table)
    log.execute(
        "create or replace table raw as select row_number() over () as record, 2 as line, "
        "null::varchar as broken, * from cells"
    )
    staged: list[dict[str, object]] = log.sql(sql("log/stage")).order("record").to_arrow_table().to_pylist()
    return staged


def test_a_cell_is_a_value_or_stays_beside_it_as_text(
    log: duckdb.DuckDBPyConnection, subtests: pytest.Subtests
) -> None:
    every = _staged(log, [cells for cells, _expected in CASES])
    for (cells, expected), staged in zip(CASES, every, strict=True):
        with subtests.test(str(cells)):
            assert {name: staged[name] for name in expected} == expected


def test_a_text_without_an_id_has_a_mark_of_its_body(log: duckdb.DuckDBPyConnection) -> None:
    rows = _staged(log, [{"message_id": "", "body": body} for body in ("a", "a", "b")])
    marks = [row["body_mark"] for row in rows]
    assert marks[0] == marks[1] != marks[2]
