"""JSON in every shape that services write gives its records, each with the line on which it begins."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from data.importer.files.json import table
from data.importer.files.json.table import open_json
from tests.import_files import (
    SENT,
    header_of,
    imported,
    messages,
    number,
    read,
    rows_not_imported,
    rows_of,
    stored,
    written,
)

ONE, TWO = '{"a": 1, "b": "x"}', '{"a": 2, "b": "y"}'
BOTH = [(1, {"a": "1", "b": "x"}), (1, {"a": "2", "b": "y"})]


@pytest.mark.parametrize(
    "content",
    [
        f"{ONE}{TWO}",
        f"  {ONE} {TWO}  ",
        f"{ONE},{TWO}",
        f"[{ONE},{TWO}]",
        f"[{ONE}][{TWO}]",
        f"[[{ONE}],[{TWO}]]",
        f'{{"messages": [{ONE}, {TWO}]}}',
        f'{{"page": 0, "links": [1, 2], "meta": {{"x": 1}}, "objects": [{ONE}, {TWO}], "next": null}}',
        f'{{"results": [{ONE}]}}{{"results": [{TWO}], "next": 3}}{{"results": []}}',
        f'{{"data": [{ONE}, {TWO}], "meta": {{"total": 2}}}}',
        f'{{"data": {ONE}}}{{"data": {TWO}}}',
        f'{{"data": {{"messages": [{ONE}, {TWO}]}}}}',
        f'{{"data": {{"x": 1}}, "records": [{ONE}, {TWO}]}}',
        f'[{{"records": [{ONE}]}}, {{"OptedOutNumbers": [{TWO}]}}]',
        f"2026-09-30T13:12:00.123Z {ONE} 2026-09-30T13:12:01.123Z {TWO}",
        f"\x1e{ONE}\x1e{TWO}",
        f"\ufeff{ONE}\ufeff{TWO}",
        f"{ONE}{TWO}".encode("utf-16"),
        f"{ONE}{TWO}".encode("utf-16-le"),
    ],
)
def test_json_of_every_shape_gives_its_records(tmp_path: Path, content: str | bytes) -> None:
    assert read(tmp_path, content) == BOTH


@pytest.mark.parametrize("name", ["log.jsonl", "log.ndjson", "log.log", "log.csv", "log.xlsx", "PUT-S3-1"])
def test_json_is_recognized_by_its_content_not_its_name(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, f"{ONE}\r\n{TWO}\r\n", name) == [BOTH[0], (2, BOTH[1][1])]


def test_header_in_brackets_is_not_json(tmp_path: Path) -> None:
    content = f"[Message ID],[Date/Time],[Phone Number],[Result]\nm1,2026-09-30,{number(1)},{SENT}\n"
    assert imported(written(tmp_path / "log.json", content)) == {"stored": 1}


def test_json_lines_go_in_packed_and_with_their_numbers_as_they_are_written(tmp_path: Path) -> None:
    lines = [
        {"message_id": f"m{n}", "requested_at": "2026-09-30T13:12:00Z", "number": stored(n), "result": SENT}
        for n in range(3)
    ]
    content = "\n".join(map(json.dumps, [*lines, lines[0] | {"message_id": "m9", "number": 12}]))
    file = written(tmp_path / "log.jsonl.gz", gzip.compress(content.encode()))
    assert imported(file) == {"stored": 3, "rejected": 1}
    assert {row["number"] for row in messages().values()} == {stored(n) for n in range(3)}
    assert rows_not_imported() == [(4, "rejected", "number", "The number has too few digits.")]
    assert json.loads(rows_of("left_out")[0]["row"]) == {name: str(v) for name, v in lines[0].items()} | {
        "message_id": "m9",
        "number": "12",
    }


def test_a_record_is_recognized_by_the_line_on_which_it_begins(tmp_path: Path) -> None:
    answer = json.dumps({"page": 0, "messages": [{"a": 1}, {"a": 2}]}, indent=2)
    rows = read(tmp_path, f"\n{answer}\n{answer}\n")
    assert [line for line, _row in rows] == [5, 8, 16, 19]


def test_nested_values_get_a_name_with_points(tmp_path: Path) -> None:
    record = """{"from": {"phone_number": "x", "deep": {"er": [[7]]}}, "price": 0.0030, "big": 12125550101,
        "small": 1E-5, "ok": true, "no": false, "none": null, "empty": {}, "nothing": [],
        "errors": [{"code": "30003", "title": "t"}, {"code": "30005"}], "tags": ["one", "two"], "é": "ñ"}"""
    ((_line, row),) = read(tmp_path, record)
    assert row == {
        "from.phone_number": "x",
        "from.deep.er": "7",
        "price": "0.0030",
        "big": "12125550101",
        "small": "1E-5",
        "ok": "true",
        "no": "false",
        "errors.code": "30003",
        "errors.title": "t",
        "tags": "one",
        "é": "ñ",
    }
    assert header_of(tmp_path, record)[7:10] == ("none", "empty", "nothing")


def test_the_header_has_every_name_in_the_order_of_its_first_appearance(tmp_path: Path) -> None:
    content = '{"b": 1, "a": 2}\n{"a": 3, "d": {"x": 1}, "c": 4}\n{"e": 5}'
    assert header_of(tmp_path, content) == ("b", "a", "d.x", "c", "e")


def test_names_that_come_late_do_not_move_the_cells_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "BATCH_ROWS", 10)
    lines = [json.dumps({"a": n} | ({f"n{n // 25}": n} if n % 25 == 0 else {})) for n in range(100)]
    rows = read(tmp_path, "\n".join(lines))
    assert rows == [
        (n + 1, {"a": str(n)} | ({f"n{n // 25}": str(n)} if n % 25 == 0 else {})) for n in range(100)
    ]


def test_a_list_under_a_key_of_its_own_becomes_a_record_for_each_element(tmp_path: Path) -> None:
    to = [{"phone_number": "x", "status": "s"}, {"phone_number": "y"}]
    record = {"id": "m1", "inside": {"to": to}, "cc": [{"a": 1}, {"a": 2}], "z": 1}
    rows = read(tmp_path, json.dumps(record) + "\n" + json.dumps({"id": "m2", "to": ["x", "y"]}))
    both = {"id": "m1", "cc.a": "1", "z": "1"}
    assert rows == [
        (1, both | {"inside.to.phone_number": "x", "inside.to.status": "s", "inside.to.place": "1"}),
        (1, both | {"inside.to.phone_number": "y", "inside.to.place": "2"}),
        (2, {"id": "m2", "to": "x", "to.place": "1"}),
        (2, {"id": "m2", "to": "y", "to.place": "2"}),
    ]
    in_a_list = {"id": "m1", "parts": [{"to": ["x", "y"]}], "to": []}
    assert read(tmp_path, json.dumps(in_a_list)) == [(1, {"id": "m1", "parts.to": "x"})]


def test_the_caller_names_the_keys_that_hold_records(tmp_path: Path) -> None:
    file = written(
        tmp_path / "log.json", '{"messages": [{"to": ["x", "y"]}], "texts": [{"a": 1}, {"a": 2}]}'
    )
    assert open_json(file, tmp_path, records=["texts"], each=[]).header == ("a",)
    assert open_json(file, tmp_path, records=[], each=[]).header == ("messages.to", "texts.a")


def test_an_event_gets_the_fields_of_its_wrapper_behind_its_own(tmp_path: Path) -> None:
    event = {"id": "e1", "detail-type": "Text", "detail": {"messageId": "m1", "id": "m1"}, "time": "now"}
    content = json.dumps(event)
    assert header_of(tmp_path, content) == ("messageId", "id", "detail-type", "time")
    assert read(tmp_path, content)[0][1]["id"] == "m1"
