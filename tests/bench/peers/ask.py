"""Ask one engine every case in a process of its own: `python -m tests.bench.peers.ask ENGINE`.

An order comes as JSON on the standard input, and the times and a digest of each answer go out as JSON.
Nothing but the standard library is imported before the engine: it may be in another environment.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
import time
from typing import Any, Protocol

ENGINES = {
    "own": "own",
    "duckdb": "straight_duckdb",
    "polars": "polars_engine",
    "chdb": "chdb_engine",
    "datafusion": "datafusion_engine",
    "sqlite": "sqlite_engine",
    "postgres": "postgres_engine",
}
Row = tuple[Any, ...]


class Engine(Protocol):
    """An engine that is ready to answer."""

    version: str

    def ask(self, question: str, case: dict[str, Any]) -> list[Row]:
        """Return the rows of an answer; instants are seconds since 1970, days are ISO dates."""


def main() -> None:
    """Prepare the engine, ask each question's cases one after the other, and print what that took."""
    order = json.loads(sys.stdin.read())
    module = importlib.import_module(f"tests.bench.peers.engines.{ENGINES[sys.argv[1]]}")
    begun = time.perf_counter()
    engine: Engine = module.prepare(order)
    prepared = time.perf_counter() - begun
    answers: dict[str, list[tuple[float, str]]] = {}
    for question, cases in order["cases"].items():
        answers[question] = [_timed(engine, question, case) for case in cases]
    print(json.dumps({"version": engine.version, "prepared": prepared, "answers": answers}))


def _timed(engine: Engine, question: str, case: dict[str, Any]) -> tuple[float, str]:
    begun = time.perf_counter()
    rows = engine.ask(question, case)
    milliseconds = 1000 * (time.perf_counter() - begun)
    return milliseconds, digest(rows)


def digest(rows: list[Row]) -> str:
    """Return the number of rows and a hash of them, whatever their order."""
    lines = sorted(json.dumps([None if value == "" else value for value in row]) for row in rows)
    return f"{len(rows)} rows, {hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:16]}"


if __name__ == "__main__":
    main()
