"""Where the time of one filter change goes, as samples of a running server say."""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.district_logs import Shape
from tests.bench.many_visitors import Visitor
from tests.bench.report import Report
from tests.browser.dashboard import served

SAMPLED = Path(__file__).with_name("sampled")
WARMING, CHANGES = 8, 30
NEW, KEPT = "new answers", "kept answers"
PART = "Where the time of one filter change goes"
Span = tuple[float, float]


def measure(report: Report, shape: Shape, logs: Path, folder: Path) -> None:
    """Keep the share of each part of the code, for changes to new answers and to kept ones."""
    report.begin(PART, shape.rows)
    samples = folder / "samples.txt"
    os.environ["SMS_REPORTS_SAMPLES"] = str(samples)
    more = f'record = "{folder / "record"}"'
    try:
        with served(folder, logs=logs, more=more, modules=SAMPLED) as server:
            spans = asyncio.run(_changes(urlsplit(server.address).netloc))
    finally:
        del os.environ["SMS_REPORTS_SAMPLES"]
    lines = [line.split(" ", 1) for line in samples.read_text(encoding="utf-8").splitlines()]
    counts = {
        name: Counter(what for moment, what in lines if first <= float(moment) <= last)
        for name, (first, last) in spans.items()
    }
    report.note_profile(_table(shape, counts))


async def _changes(host: str) -> dict[str, Span]:
    """Return from when to when the changes to new answers and to kept ones were."""
    visitor, spans = Visitor(0), {}
    await visitor.arrive(host)
    for option in visitor.options[:WARMING]:
        await visitor.change(0, option)
    for name in (NEW, KEPT):
        begun = time.time()
        for option in visitor.options[WARMING : WARMING + CHANGES]:
            await visitor.change(0, option)
        spans[name] = (begun, time.time())
    await visitor.leave()
    return spans


def _table(shape: Shape, counts: dict[str, Counter[str]]) -> str:
    """Return the shares as a table."""
    parts = sorted({part for count in counts.values() for part in count})
    parts.sort(key=lambda part: -counts[NEW][part])
    rows = [[part, *(f"{count[part] / count.total():.0%}" for count in counts.values())] for part in parts]
    lines = [
        f"Of {CHANGES} changes of the school at {shape.rows:,} texts, as samples of the threads that",
        "run pages and of the one that talks to browsers say:",
        "",
        f"| in | {' | '.join(counts)} |",
        "| --- | --- | --- |",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
    return "\n".join(lines)
