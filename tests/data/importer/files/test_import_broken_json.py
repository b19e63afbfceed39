"""Broken JSON costs no readable record. A file that is cut off, empty or no list is reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.errors import Problem
from data.importer.files.json import table, text
from data.importer.files.sources import NoRecords
from tests.import_files import SENT, imported, number, read, rows_not_imported, rows_of, written

ONE, TWO = '{"a": 1, "b": "x"}', '{"a": 2, "b": "y"}'
DEEP_LIST, DEEP_WRAPPER = "[" * 5000, '{"data":[' * 30 + ONE + "]}" * 30
DEEP_OBJECT = '{"a":' * 5000 + "1" + "}" * 5000


@pytest.mark.parametrize(
    ("content", "lines", "broken"),
    [
        (f'{ONE}\n{{"a": 2, "b": "y\n{TWO}\n', [1, 3], [2]),
        (f"{ONE}\ngarbage\nmore, garbage\n{TWO}\n", [1, 4], [2, 3]),
        (f'{ONE}\n7\n"x"\n{TWO}\n', [1, 4], [2, 3]),
        (f'{ONE}\n{TWO}\n{{"a": 3, "b"', [1, 2], [3]),
        (f'{ONE}{{"a": {TWO}\n{TWO}', [1, 2], [1]),
        (f'{ONE}{{"a": 5,}}{TWO}', [1, 1], [1]),
        (f'{ONE}{{"a": 5{TWO}', [1, 1], [1]),
        (f'{{"messages": [\n{ONE},\n{{"a": 2, "b": "y\n', [2], [3]),
        (f'{{"messages": [\n{ONE},\n{TWO},\n', [2, 3], [4]),
        (f'{{"messages": [{ONE}], "next": "x', [1], [1]),
        (f'{{"messages": [\n{ONE},\noops,\n{TWO}\n]}}', [2, 4], [3]),
        (f"[\n{ONE},\n7,\n{TWO}\n]", [2, 4], [3]),
        (f'[{ONE}, {{"a": 5,}}, {TWO}]\n', [1], [1]),
        ('{\n "a": 1\n}\n{\n "a": 2,\n "b"\n "c": 3\n}\n{\n "a": 4\n}', [1, 9], [4]),
        ('[\n  {\n    "a": 1,\n    oops\n  },\n  {\n    "a": 2\n  }\n]', [6], [2]),
        ('{"detail": {"a": 1}}\n{"detail": {"a": 2, "b": "x\n{"detail": {"a": 3}}', [1, 3], [2]),
        (f"{ONE}\n{DEEP_LIST}\n{TWO}", [1, 3], [2, 3]),
        (f"{ONE}\n{DEEP_WRAPPER}\n{TWO}", [1, 3], [2, 3]),
        (f"{ONE}\n{DEEP_OBJECT}\n{TWO}", [1, 3], [2]),
    ],
)
def test_broken_records_are_kept_and_readable_ones_imported(
    tmp_path: Path, content: str, lines: list[int], broken: list[int]
) -> None:
    rows = read(tmp_path, content)
    assert [line for line, row in rows if "broken" not in row] == lines
    assert [line for line, row in rows if "broken" in row] == broken


def test_a_broken_record_is_rejected_with_its_line_and_its_text(tmp_path: Path) -> None:
    good = {"message_id": "m1", "requested_at": "2026-09-30T13:12:00Z", "number": number(1), "result": SENT}
    content = f"{json.dumps(good)}\n{json.dumps(good)[:40]}\n"
    assert imported(written(tmp_path / "log.jsonl", content)) == {"stored": 1, "rejected": 1}
    assert rows_not_imported() == [(2, "rejected", None, text.CUT_OFF)]
    assert json.loads(rows_of("left_out")[0]["row"])[table.UNREADABLE] == json.dumps(good)[:40]


def test_half_letters_and_other_encodings_are_accepted(tmp_path: Path) -> None:
    content = b'{"a": "\\ud83d", "b": "Jos\xe9", "c": "\\u0000"}'
    assert read(tmp_path, content) == [(1, {"a": "?", "b": "José", "c": "\0"})]


def test_records_are_the_same_wherever_a_part_of_the_file_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [
        {"a": n, "b": 'é\\"\n\t{}[]', "c": {"d": [-1.5e-7, True, None]}, "e": n * "x"} for n in range(60)
    ]
    content = json.dumps({"messages": records}, indent=1) + "".join(map(json.dumps, records)) + "[1"
    whole = read(tmp_path, content)
    assert len(whole) == 121
    for size in (1, 2, 3, 7, 64, 100):
        monkeypatch.setattr(text, "BLOCK", size)
        assert read(tmp_path, content) == whole


def test_a_list_may_be_longer_than_the_memory_but_a_record_may_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "BLOCK", 100)
    monkeypatch.setattr(text, "LONGEST_RECORD", 1000)
    records = [{"a": n, "b": "x" * 50} for n in range(1000)]
    for content in (records, {"page": 1, "messages": records}, {"data": {"messages": records}, "z": 1}):
        assert [row["a"] for _line, row in read(tmp_path, json.dumps(content))] == [*map(str, range(1000))]
    with pytest.raises(Problem, match="A record has more than") as refused:
        read(tmp_path, f'{ONE}\n{{"a": "{"x" * 5000}"}}')
    assert refused.value.where == "log.json, line 2"


@pytest.mark.parametrize("content", ["[]", '{"messages": []}', '{"messages": [], "page": 1}\n[ ]', "{}"])
def test_a_file_without_records_is_reported(tmp_path: Path, content: str) -> None:
    with pytest.raises(NoRecords, match="has no records"):
        imported(written(tmp_path / "log.json", content))


@pytest.mark.parametrize("content", ["[", '{"a', '["a", "b"]', "[1, 2]"])
def test_a_file_without_a_readable_record_is_reported(tmp_path: Path, content: str) -> None:
    with pytest.raises(Problem, match="no readable record") as refused:
        imported(written(tmp_path / "log.json", content))
    assert refused.value.where == "log.json, line 1"


def test_file_with_ids_as_names_is_refused(tmp_path: Path) -> None:
    content = json.dumps({f"SM{n}": {"status": SENT} for n in range(3000)})
    with pytest.raises(Problem, match="more than 2,000 names"):
        imported(written(tmp_path / "log.json", content))


def test_json_in_utf_16_that_breaks_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="begins as UTF-16"):
        imported(written(tmp_path / "log.json", ONE.encode("utf-16")[:-1]))
