"""The figures of a run in docs/speed.md: what stands between two marks is written again, the rest kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from tests.bench.peers.engines.own import OWN_NAME
from tests.bench.peers.questions import QUESTIONS
from tests.bench.report import COMMAND, SEVERAL, Figure, Peer, Report
from tests.browser.dashboard import ROOT

PAGE = ROOT / "docs" / "speed.md"
SCALE_PAGE = ROOT / "docs" / "scale.md"
SCALE_PART = "DuckDB, and Spark with two executors"
POINTS = 30  # of the curve of memory
MISSED = "**missed**"
NOT_MEASURED = "not measured: "


def write(report: Report, page: Path = PAGE, scale_page: Path = SCALE_PAGE) -> None:
    """Write every block of both pages for which the report has figures."""
    of_scale = [figure for figure in report.figures if figure.part == SCALE_PART]
    _write_blocks(scale_page, {"scale": list(_figures(of_scale))})
    blocks = {
        "machine": _machine(report.machine),
        "figures": list(_figures([figure for figure in report.figures if figure not in of_scale])),
        "peers": list(_peers(report.peers)),
        "memory": _memory(report.curve),
        "profile": [report.profile] if report.profile else [],
    }
    _write_blocks(page, blocks)


def _write_blocks(page: Path, blocks: Mapping[str, Sequence[str]]) -> None:
    """Write those blocks of a page that have lines."""
    text = page.read_text(encoding="utf-8")
    for name, lines in blocks.items():
        if lines:
            text = _with_block(text, name, "\n".join(lines).strip())
    page.write_text(text, encoding="utf-8")


def _with_block(text: str, name: str, content: str) -> str:
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    block = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not block.search(text):
        raise SystemExit(f"the page has no place for {name}: {begin} {end}")
    return block.sub(lambda _match: f"{begin}\n\n{content}\n\n{end}", text)


def _machine(values: dict[str, str]) -> list[str]:
    listed = [f"- {name}: {value}" for name, value in values.items() if name != COMMAND]
    return [*listed, "", "```sh", values[COMMAND], "```"]


def _figures(figures: Sequence[Figure]) -> Iterator[str]:
    parts = list(dict.fromkeys(figure.part for figure in figures))
    for part in parts:
        own = [figure for figure in figures if figure.part == part]
        sizes = sorted({figure.texts for figure in own})
        titles = dict.fromkeys(figure.title for figure in own)
        cells = {(figure.title, figure.texts): figure for figure in own}
        yield f"### {part}"
        yield ""
        heads = ["figure" if size == SEVERAL else f"{size:,} texts" for size in sizes]
        yield from _table(
            ["measured", *heads, "bound"],
            (
                [_title(title), *(_cell(cells.get((title, size))) for size in sizes), _bound(own, title)]
                for title in titles
            ),
        )


def _title(title: str) -> str:
    return f"… {title.strip()}" if title.startswith(" ") else title


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return ""
    return f"{figure.figure} {MISSED}" if figure.is_met is False else figure.figure


def _bound(figures: Iterable[Figure], title: str) -> str:
    return next(figure.bound for figure in figures if figure.title == title)


def _peers(peers: Sequence[Peer]) -> Iterator[str]:
    for texts, of_size in groupby(sorted(peers, key=lambda peer: peer.texts), lambda peer: peer.texts):
        own = list(of_size)
        yield f"### {texts:,} texts"
        yield ""
        yield from _table(["engine", *QUESTIONS], _rows_of_engines(own))
        yield from _ahead(own)
        yield ""


def _rows_of_engines(peers: Sequence[Peer]) -> Iterator[list[str]]:
    times = {(peer.engine, peer.question): peer for peer in peers}
    for engine in dict.fromkeys(peer.engine for peer in peers):
        yield [engine, *(_time(times[engine, question]) for question in QUESTIONS)]


def _time(peer: Peer) -> str:
    if peer.milliseconds is None:
        return f"{NOT_MEASURED}{peer.note}".replace("|", "/")
    return f"{peer.milliseconds:.1f} ms"


def _ahead(peers: Sequence[Peer]) -> Iterator[str]:
    """Say for each question which engines are quicker than this project."""
    measured = [peer for peer in peers if peer.milliseconds is not None]
    own = {peer.question: peer.milliseconds or 0 for peer in measured if peer.engine.startswith(OWN_NAME)}
    for question in (one for one in QUESTIONS if one in own):
        quicker = [
            f"{peer.engine} ({(peer.milliseconds or 0) / own[question]:.2f} x)"
            for peer in sorted(measured, key=lambda peer: peer.milliseconds or 0)
            if peer.question == question and (peer.milliseconds or 0) < own[question]
        ]
        yield f"- {question}: " + (
            f"ahead of this project: {', '.join(quicker)}." if quicker else "no other engine is ahead."
        )


def _memory(curve: Sequence[tuple[float, float]]) -> list[str]:
    if not curve:
        return []
    step = max(1, len(curve) // POINTS)
    sizes = [round(size) for _minute, size in curve[::step]]
    minutes = curve[-1][0]
    return [
        f"From {sizes[0]} MB to {sizes[-1]} MB in {minutes:.0f} minutes, {max(sizes)} MB at most.",
        "",
        "```mermaid",
        "xychart-beta",
        f'    x-axis "minutes" 0 --> {max(1, round(minutes))}',
        f'    y-axis "memory in MB" 0 --> {max(1024, *sizes)}',
        f"    line [{', '.join(map(str, sizes))}]",
        "```",
    ]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
