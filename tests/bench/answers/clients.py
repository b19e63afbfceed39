"""Ten clients at once, in the manner of ClickBench: answers per second, and errors."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from itertools import count

from tests.bench import district_logs
from tests.bench.district_logs import Shape
from tests.bench.peers.ask import Engine
from tests.bench.peers.cases import cases
from tests.bench.peers.engines import own, straight_duckdb
from tests.bench.peers.questions import QUESTIONS
from tests.bench.report import Report

CLIENTS, SECONDS = 10, 60.0
CASES = 2000  # of each question and client, more than are asked: no answer is kept
PART = "Ten clients at once"


@dataclass
class _Seen:
    answers: int = 0
    errors: list[str] = field(default_factory=list)


def measure(report: Report, shape: Shape, seconds: float = SECONDS) -> None:
    """Note the answers per second of this project and of straight DuckDB; the bound is no error."""
    report.begin(PART, shape.rows)
    files = [str(file) for file in district_logs.raw_files(shape)]
    mine = _ask(own.prepare({}), shape, seconds)
    straight = _ask(straight_duckdb.prepare({"files": files}), shape, seconds)
    title = f"{CLIENTS} clients for {seconds:.0f} s, answers per second"
    figure = (
        f"{mine.answers / seconds:.0f}, {mine.answers / max(1, straight.answers):.1f} x straight DuckDB"
    )
    report.note(title, figure, "1 x", is_met=mine.answers >= straight.answers)
    wrong = f"{len(mine.errors)}, straight DuckDB {len(straight.errors)}"
    report.note("  errors", wrong, "none", is_met=not mine.errors)


def _ask(engine: Engine, shape: Shape, seconds: float) -> _Seen:
    seen = [_Seen() for _client in range(CLIENTS)]
    turns = [cases(shape, CASES, seed=seed) for seed in range(CLIENTS)]
    until = time.perf_counter() + seconds

    def client(seed: int) -> None:
        for place in count():
            if time.perf_counter() > until:
                return
            question = QUESTIONS[place % len(QUESTIONS)]
            try:
                engine.ask(question, turns[seed][question][place // len(QUESTIONS) % CASES])
            except Exception as error:  # noqa: BLE001 - each kind is counted
                seen[seed].errors.append(type(error).__name__)
            else:
                seen[seed].answers += 1

    threads = [threading.Thread(target=client, args=[seed]) for seed in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return _Seen(sum(one.answers for one in seen), [error for one in seen for error in one.errors])
