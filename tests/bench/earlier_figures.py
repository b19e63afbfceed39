"""The figures of the page of speed, read back: a run on another day or machine adds to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.bench.report import SEVERAL, Figure, Peer, Report
from tests.bench.speed_page import MISSED, NOT_MEASURED, PAGE


def add(report: Report, page: Path = PAGE) -> None:
    """Add to a report what the page has, as speed_page.write wrote it."""
    blocks = dict(re.findall(r"<!-- begin (\w+) -->\n\n(.*?)\n\n<!-- end \1 -->", _text(page), re.DOTALL))
    report.add_commands(re.findall(r"```sh\n(.*?)\n```", blocks.get("machine", ""), re.DOTALL))
    report.figures = list(_figures(blocks.get("figures", "")))
    report.peers = list(_peers(blocks.get("peers", "")))
    report.curve = _curve(blocks.get("memory", ""))
    report.profile = blocks.get("profile", "")


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _sections(block: str) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Yield the title of each section, the heads of its table, and its rows."""
    for section in block.split("### ")[1:]:
        title, _line, rest = section.partition("\n")
        rows = [line.strip("|").split("|") for line in rest.splitlines() if line.startswith("|")]
        cells = [[cell.strip() for cell in row] for row in rows]
        yield title, cells[0], cells[2:]


def _figures(block: str) -> Iterator[Figure]:
    for part, heads, rows in _sections(block):
        for title, *cells, bound in rows:
            for head, cell in zip(heads[1:-1], cells, strict=True):
                if cell:
                    is_met = None if not bound else MISSED not in cell
                    name = re.sub("^… ", " ", title)
                    yield Figure(part, name, _texts(head), cell.removesuffix(MISSED).strip(), bound, is_met)


def _texts(head: str) -> int:
    digits = re.sub(r"\D", "", head)
    return int(digits) if digits else SEVERAL


def _peers(block: str) -> Iterator[Peer]:
    for title, (_engine, *questions), rows in _sections(block):
        for engine, *cells in rows:
            for question, cell in zip(questions, cells, strict=True):
                took = re.fullmatch(r"([\d.]+) ms", cell)
                milliseconds = float(took[1]) if took else None
                yield Peer(_texts(title), question, engine, milliseconds, cell.removeprefix(NOT_MEASURED))


def _curve(block: str) -> list[tuple[float, float]]:
    minutes, sizes = re.search(r'"minutes" 0 --> (\d+)', block), re.search(r"line \[(.*)\]", block)
    if not minutes or not sizes:
        return []
    values = [float(size) for size in sizes[1].split(", ")]
    return [(int(minutes[1]) * place / (len(values) - 1), size) for place, size in enumerate(values)]
