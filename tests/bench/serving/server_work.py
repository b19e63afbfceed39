"""The processor time that one filter change of SMS Log costs the server, and what one change does."""

from __future__ import annotations

import asyncio
import statistics
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench import district_logs
from tests.bench.district_logs import Shape
from tests.bench.many_visitors import Visitor
from tests.bench.report import Report
from tests.bench.serving.server_process import processor_seconds
from tests.browser.dashboard import Server, served

WARMING, CHANGES = 8, 30
PAUSE_SECONDS = 0.1
MOST_NEW_MS, MOST_KEPT_MS = 100, 40
MOST_RATIO = 1.1
FEW_IMPORTS = 36
PART = "One filter change of SMS Log"


def measure(report: Report, shape: Shape, logs: Path, folder: Path, *, few_imports: bool) -> None:
    """Note the server's work for answers that are new and for kept ones, and beside few imports."""
    report.begin(PART, shape.rows)
    new, kept, took = _work(logs, folder)
    report.note(
        "server's work, kept answers", f"{kept:.0f} ms", f"{MOST_KEPT_MS} ms", is_met=kept <= MOST_KEPT_MS
    )
    report.note(
        "server's work, new answers", f"{new:.0f} ms", f"{MOST_NEW_MS} ms", is_met=new <= MOST_NEW_MS
    )
    report.note("  from the change to the end of the page's run, new answers", f"{took:.0f} ms")
    if few_imports:
        other = district_logs.kept(Shape(shape.rows, imports=FEW_IMPORTS))
        own = folder / "few imports"  # with settings of its own: those before led to other data
        own.mkdir()
        ratio = kept / _work(other, own)[1]
        title = f"server's work after {shape.imports:,} imports, beside {FEW_IMPORTS}"
        report.note(title, f"{ratio:.2f} x", f"{MOST_RATIO} x", is_met=ratio <= MOST_RATIO)


def _work(logs: Path, folder: Path) -> tuple[float, float, float]:
    """Return the milliseconds of work for new and for kept answers, and those that new ones took."""
    with served(folder, logs=logs, more=f'record = "{folder / "record"}"') as server:
        return asyncio.run(_changes(server))


async def _changes(server: Server) -> tuple[float, float, float]:
    visitor, spent = Visitor(0), []
    await visitor.arrive(urlsplit(server.address).netloc)
    for option in visitor.options[:WARMING]:
        await visitor.change(PAUSE_SECONDS, option)
    visitor.times.clear()
    options = visitor.options[WARMING : WARMING + CHANGES]
    for _again in range(2):  # the second time, the answers are kept
        before = processor_seconds(server)
        for option in options:
            await visitor.change(PAUSE_SECONDS, option)
        spent.append(1000 * (processor_seconds(server) - before) / len(options))
    await visitor.leave()
    return spent[0], spent[1], statistics.median(visitor.times[: len(options)])
