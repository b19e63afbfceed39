"""On which line each record of a CSV file begins, and whether its lines are as many as its records."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.importer.files.sources import Source
from data.importer.rows import line_numbers

HEADER = ("a", "b", "c")
HEAD, ROW = "a,b,c\n", "1,(212) 555-0101,x\n"
ROWS_INSIDE = f'1,2,"x\n{ROW}{ROW}2,3,x\n'


def _source(folder: Path, content: str, **other: object) -> Source:
    file = folder / "log.csv"
    file.write_bytes(content.encode())
    source = Source(file, "csv", HEADER, relation="", careful=False)
    return replace(source, **other)  # type: ignore[arg-type]


# A file's content, its records, and whether its lines are that many.
EXPLAINED = [
    (HEAD + ROW, 1, True),
    (HEAD + ROW.rstrip(), 1, True),
    (HEAD + ROW + "\n\n", 1, True),
    (HEAD + "\n" + ROW, 1, True),
    ("\n" + HEAD + ROW, 1, True),
    (HEAD + ROW + ROW, 1, False),
    (HEAD + ROW, 2, False),
    ((HEAD + ROW).replace("\n", "\r\n"), 1, True),
    ((HEAD + ROW).replace("\n", "\r"), 1, True),
    ((HEAD + ROW + ROW).replace("\n", "\r"), 1, False),
    (HEAD + '1,2,"x\ny"\n' + ROW, 2, True),
    (HEAD + '1,2,"x\ny"\n' + ROW, 3, True),
    (HEAD + '1,2,"x ""y""\n"\n' + ROW, 2, True),
    (HEAD + '1,2,"x\r\n\r\ny"\r\n' + ROW, 2, True),
    (HEAD + ROWS_INSIDE.rstrip() + '"\n', 1, False),
]


@pytest.mark.parametrize(("content", "records", "are_explained"), EXPLAINED)
def test_lines_outside_quotes_are_the_header_and_the_records(
    tmp_path: Path, content: str, records: int, *, are_explained: bool
) -> None:
    assert line_numbers.explain(_source(tmp_path, content), records) == are_explained


@pytest.mark.parametrize("at_once", [1, 2, 7])
@pytest.mark.parametrize(
    ("content", "records", "are_explained"),
    [
        one
        for one in EXPLAINED
        if "\r" not in one[0] and ROW not in one[0].partition('"')[2].partition('"')[0]
    ],
)
def test_lines_are_the_same_wherever_a_block_of_the_file_ends(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: str,
    records: int,
    at_once: int,
    *,
    are_explained: bool,
) -> None:
    monkeypatch.setattr(line_numbers, "READ_AT_ONCE", at_once)
    assert line_numbers.explain(_source(tmp_path, content), records) == are_explained


@pytest.mark.parametrize("other", [{"careful": True}, {"container": "json"}])
def test_lines_of_other_files_are_not_counted(tmp_path: Path, other: dict[str, object]) -> None:
    assert line_numbers.explain(_source(tmp_path, HEAD, **other), 5)


@pytest.mark.parametrize(
    ("piece", "may_be"),
    [
        *((b"x\n1,2125550101,x", True), (b"x,,\n1,2125550101,", True), (b"x,,\n1,2125550101,,", False)),
        *((b"x\n2125550101,", False), (b"x\n1,212555,x", False), (b"x\n10/30/2026,5:00,", True)),
        *((b"x\n\n2125550101,1,", True), (b"x\n\n2125550101,1", False), (b"x\n\n2125550101,,,,,,", True)),
        *((b"x\n\n\n2125550101,,,", False), (b"x\n\n\n2125550101,,,,", True)),
    ],
)
def test_text_in_quotes_may_be_rows_if_it_has_their_separators_and_a_value(
    piece: bytes, *, may_be: bool
) -> None:
    assert line_numbers._may_be_rows(piece, b",", 2) == may_be
    assert not line_numbers._may_be_rows(piece, b",", 1)


def test_the_first_record_begins_below_the_lines_before_and_those_of_the_header(tmp_path: Path) -> None:
    source = _source(tmp_path, HEAD)
    assert (line_numbers.of_header(source), line_numbers.first_line(source)) == (1, 2)
    lower = replace(source, header=("a\nb", "c\n\nd"), lines_before=3)
    assert (line_numbers.of_header(lower), line_numbers.first_line(lower)) == (4, 8)


@pytest.mark.parametrize(
    ("content", "has_rows"),
    [
        *((HEAD, False), (HEAD + " \x1a\n", False), (HEAD + "\n\n1\n", True), (HEAD + "1", True)),
        *(("a\n\n\n", False), (HEAD + "\ufeff", True)),
    ],
)
def test_a_file_has_rows_if_a_line_below_its_header_is_filled(
    tmp_path: Path, content: str, *, has_rows: bool
) -> None:
    assert line_numbers.has_rows(_source(tmp_path, content)) == has_rows
    assert not line_numbers.has_rows(_source(tmp_path, content, container="json"))
    in_two_lines = _source(tmp_path, "a\n" + content, header=("a\na", "b", "c"))
    assert line_numbers.has_rows(in_two_lines) == has_rows


@pytest.mark.parametrize(
    ("content", "ends"),
    [
        *(("a\nb\nc", (2, False)), ("a\nb\n\n\n", (1, False)), ("a\n\nb\n", (2, False)), ("", (0, False))),
        *(("a\r\nb\r\n", (1, False)), ("a\rb\n", (0, True)), ("a\nb\r", (1, True)), ("\r\na", (1, False))),
    ],
)
@pytest.mark.parametrize("at_once", [1 << 22, 2, 1])
def test_line_ends_are_counted_up_to_the_last_filled_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, ends: tuple[int, bool], at_once: int
) -> None:
    monkeypatch.setattr(line_numbers, "READ_AT_ONCE", at_once)
    assert line_numbers._line_ends(_source(tmp_path, content).path) == ends
