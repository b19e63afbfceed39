"""The same questions, asked of this project and of other engines over the same texts, in one run."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from tests.bench import district_logs
from tests.bench.district_logs import Shape
from tests.bench.peers import installed, postgres_server
from tests.bench.peers.ask import ENGINES
from tests.bench.peers.cases import cases
from tests.bench.peers.postgres_server import NotMeasured
from tests.bench.peers.questions import QUESTIONS
from tests.bench.report import Peer, Report
from tests.browser.dashboard import ROOT

TIMES = 12
OWN, STRAIGHT = "own", "duckdb"
PACKAGE_OF = {"polars": "polars", "chdb": "chdb", "datafusion": "datafusion", "postgres": "psycopg"}
TITLES = {
    "polars": "Polars",
    "chdb": "chDB",
    "datafusion": "DataFusion",
    "sqlite": "SQLite",
    "postgres": "PostgreSQL",
}
PART = "Beside other engines"
PATIENCE_SECONDS = 3600


def measure(report: Report, shape: Shape, *, everything: bool) -> None:
    """Note each engine's median time of each question: this project, DuckDB, and with `everything` all.

    The first case of a question warms up. An engine with another answer than this project's is no peer.
    """
    report.begin(PART, shape.rows)
    report.peers = [peer for peer in report.peers if peer.texts != shape.rows]
    expected: dict[str, list[str]] = {}
    for engine in ENGINES if everything else (OWN, STRAIGHT):
        try:
            answered = _answered(engine, shape)
        except NotMeasured as reason:
            for question in QUESTIONS:
                report.note_peer(Peer(shape.rows, question, TITLES.get(engine, engine), None, str(reason)))
            continue
        for question in QUESTIONS:
            times, digests = zip(*answered["answers"][question], strict=True)
            expected.setdefault(question, list(digests))
            median = statistics.median(times[1:])
            other = sum(one != own for one, own in zip(digests, expected[question], strict=True))
            note = f"{other} of {len(digests)} answers differ" if other else ""
            milliseconds = None if other else median
            report.note_peer(Peer(shape.rows, question, answered["version"], milliseconds, note))


def _answered(engine: str, shape: Shape) -> dict[str, Any]:
    """Return what the engine's process printed. Raises NotMeasured if it isn't here or fails."""
    python = Path(sys.executable)
    if package := PACKAGE_OF.get(engine):
        if reason := installed.install(package):
            raise NotMeasured(reason)
        python = installed.python()
    server = postgres_server.running() if engine == "postgres" else nullcontext("")
    with server as database, tempfile.TemporaryDirectory(prefix="sms-reports-bench-") as folder:
        files = [str(file) for file in district_logs.raw_files(shape)]
        order = {"files": files, "folder": folder, "database": database, "cases": cases(shape, TIMES)}
        done = subprocess.run(
            [str(python), "-m", "tests.bench.peers.ask", engine],
            input=json.dumps(order),
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )
    if done.returncode:
        raise NotMeasured((done.stderr.strip().splitlines() or ["it ended"])[-1][:160])
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
