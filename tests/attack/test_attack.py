"""What `make attack` counts as getting through, tried on answers and files that were made for it."""

from __future__ import annotations

from data import csv_writer
from tests.attack import downloads, requests
from tests.attack.requests import Request
from tests.attack.sent import Answer

PROMISED = {**requests.PROMISED, "content-security-policy": "; ".join(requests.POLICY)}
OPEN, CLOSED = Answer(200, PROMISED, "rows"), Answer(403, PROMISED, "Refused.")
FILE = "/download/rows_left_out.csv?import=1&kind=rejected"


def test_an_answer_to_another_page_or_name_is_noticed() -> None:
    assert not requests.broken(Request(), OPEN)
    for request, answer in (
        (Request(host="attacker.example"), OPEN),
        (Request(host="attacker.example"), CLOSED),  # the name is refused before anything else
        (Request(origin="null"), OPEN),
        (Request(method="PUT"), OPEN),
        (Request(cause="a foreign frame"), OPEN),
        (Request(FILE, cause="a foreign link"), CLOSED._replace(status=404)),
    ):
        assert requests.broken(request, answer), request


def test_a_refusal_that_reveals_something_and_a_missing_header_are_noticed() -> None:
    for answer in (
        CLOSED._replace(content="Traceback (most recent call last)"),
        CLOSED._replace(content="There is no /home/me/logs."),
        CLOSED._replace(content="(212) 555-0101 is unknown."),
        CLOSED._replace(headers={}),
        Answer(500, PROMISED, ""),
        Answer(0, {}, ""),
    ):
        assert requests.broken(Request(origin="null"), answer), answer
    assert requests.broken(Request(FILE), OPEN) == ["a browser may keep a file"]


def test_a_formula_in_a_file_is_noticed() -> None:
    cells = ["=1+1", "\t=1+1", "-1+1", "\uff1d1+1"]
    raw = "".join(f'"{cell}"\r\n' for cell in cells).encode()
    assert len([*downloads._formulas(raw)]) == len(cells)
    assert not [*downloads._formulas(csv_writer.content(["="], [cells, ["+12125550101", -1]]))]
