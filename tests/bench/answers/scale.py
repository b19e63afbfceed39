"""The same questions on DuckDB, and on Spark with two executors on the same machine.

Spark's client has to be installed, as `make test-spark` does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

import queries
from data import engine, settings
from data.access import person_at_machine
from data.engine.derived import fresh_counts
from data.tables import daily_results, store
from data.tables.snapshot import Snapshot
from queries import Selection
from tests.bench import timing
from tests.bench.district_logs import Shape
from tests.bench.report import Report
from tests.bench.speed_page import SCALE_PART

ROWS, ROWS_OF_CSV, TIMES = 100, 100_000, 4
# As a cluster has it: the server of the tests compiles nothing, for ten rows.
OF_LARGE_TABLES = {
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.leafNodeDefaultParallelism": "2",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.codegen.wholeStage": "true",
    "spark.sql.codegen.factoryMode": "FALLBACK",
    "spark.driver.extraJavaOptions": "-Xss4m",
    "spark.executor.extraJavaOptions": "-Xss4m",
}
Ask = Callable[[], object]


def measure(report: Report, shape: Shape, logs: Path, folder: Path) -> None:
    """Note the median time of each question on both engines, whose answers have to be the same."""
    from data.engine.spark import counting
    from data.engine.spark.database import SparkDatabase
    from tests.spark.server import spark_server

    report.begin(SCALE_PART, shape.rows)
    snapshot, zone = store.newest(str(logs)), settings.load().timezone
    with spark_server(settings=OF_LARGE_TABLES) as server:
        on_spark = SparkDatabase(snapshot, zone, server.address)
        both = (engine.Database(snapshot, zone), on_spark)
        for one in both:
            one.open_tables()
        for title, asks in _questions(shape, folder).items():
            _note(report, title, *(_median(one, asks) for one in both))
        files = snapshot.files("messages")
        marks = daily_results.marks(files)
        counts: Sequence[Callable[[], pa.Table]] = (
            partial(fresh_counts.count_files, files, zone, marks),
            partial(counting.count, server.address, files, zone, marks),
        )
        _note(report, "all texts counted by day, as for an import", *_counted(counts))
    _note_sizes(report, shape, snapshot, logs)


def _questions(shape: Shape, folder: Path) -> dict[str, Sequence[Ask]]:
    """Return what is asked: each time something else, since answers are kept."""
    viewer, first = person_at_machine(), shape.full_months()[shape.months // 2].day
    month = Selection(from_day=first, to_day=first.replace(day=28))
    texts = queries.run("messages", viewer, month, rows=TIMES).to_pylist()
    days = [Selection(from_day=day) for day in _days(date(2000, 1, 1))]
    return {
        "the newest page of a month": _each("messages", month, [{"rows": ROWS + n} for n in range(TIMES)]),
        "the newest page of all time": _each(
            "messages", Selection(), [{"rows": ROWS + n} for n in range(TIMES)]
        ),
        "everything about one number": _each(
            "number_status", None, [{"number": int(text["number"])} for text in texts]
        ),
        "all texts counted one by one": [partial(queries.run, "texts_recounted", viewer, d) for d in days],
        f"{ROWS_OF_CSV:,} texts as CSV": [
            partial(queries.write_csv, "messages", viewer, folder / "list.csv", month, rows=ROWS_OF_CSV)
        ]
        * TIMES,
    }


def _each(question: str, selection: Selection | None, values: Sequence[Mapping[str, Any]]) -> list[Ask]:
    return [partial(queries.run, question, person_at_machine(), selection, **own) for own in values]


def _days(first: date) -> Iterator[date]:
    yield from (first + timedelta(days=place) for place in range(TIMES))


def _median(one: engine.Engine, asks: Sequence[Ask]) -> tuple[float, object]:
    """Return the median milliseconds on an engine, and the first answer."""
    with queries.asking(one):
        first = asks[0]()
        return timing.median_of(asks), first


def _counted(counts: Sequence[Callable[[], pa.Table]]) -> Iterator[tuple[float, object]]:
    for count in counts:
        begun = time.perf_counter()
        texts = sum(count()["texts"].to_pylist())
        yield 1000 * (time.perf_counter() - begun), texts


def _note(report: Report, title: str, duckdb: tuple[float, object], spark: tuple[float, object]) -> None:
    if duckdb[1] != spark[1]:
        raise SystemExit(f"the engines differ about: {title}")
    report.note(title, f"{_time(duckdb[0])}, on Spark {_time(spark[0])}")


def _time(milliseconds: float) -> str:
    return f"{milliseconds:.0f} ms" if milliseconds < 1000 else f"{milliseconds / 1000:.1f} s"


def _note_sizes(report: Report, shape: Shape, snapshot: Snapshot, logs: Path) -> None:
    stored = sum(Path(file).stat().st_size for file in snapshot.files("messages"))
    copies = sum(file.stat().st_size for file in logs.glob("work/*/month=*/*.parquet"))
    millions = shape.rows / 1e6
    report.note("texts on disk", f"{stored / millions / 1e6:.0f} MB per million")
    report.note("copies for lists and imports", f"{copies / millions / 1e6:.0f} MB per million")
