"""Which engine answers: DuckDB, or Apache Spark if the settings name a server.

Spark's libraries are loaded only then: they aren't among those that running needs.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import duckdb
import pyarrow as pa

from data import settings
from data.engine.connections import connect
from data.engine.contract import Engine
from data.engine.derived import fresh_counts
from data.engine.duckdb import Database
from data.errors import Problem
from data.tables.snapshot import Snapshot
from data.words.catalog import _

MEMORY_APART = "400MB"  # a slice of a download takes a third; less fails where one day is very large


def spark_address(uri: str) -> str | None:
    """Return the server that answers questions about the tables at an address; None if DuckDB does.

    DuckDB answers those about the sample, which lies where no other machine reads. Raises Problem if
    Spark's libraries aren't installed.
    """
    district = settings.load()
    if district.is_on_duckdb or uri.startswith(str(settings.sample_folder())):
        return None
    # They warn of pandas, which nobody uses here, and of a server that doesn't answer, as a Problem does.
    warnings.filterwarnings("ignore", module=r"pyspark\.")
    try:
        import pyspark.sql.connect.proto  # noqa: F401, PLC0415
        import sqlglot  # noqa: F401, PLC0415
    except ImportError:
        raise Problem(
            _("The libraries of Apache Spark aren't installed."),
            where="data/engine/spark/requirements.lock",
            next_step=_("Install them, or set engine to “duckdb”. docs/scale.md says how."),
        ) from None
    return district.engine


def opened(snapshot: Snapshot, zone: str, connection: duckdb.DuckDBPyConnection | None = None) -> Engine:
    """Return an engine of a snapshot, with DuckDB on a connection if it is to have one of its own."""
    address = spark_address(snapshot.uri)
    if address is None:
        return Database(snapshot, zone, connection=connection)
    from data.engine.spark.database import SparkDatabase  # noqa: PLC0415

    return SparkDatabase(snapshot, zone, address, connection=connection)


def count_days(
    connection: duckdb.DuckDBPyConnection, uri: str, files: list[str], zone: str, file_marks: dict[str, str]
) -> pa.Table:
    """Return the texts of files at an address counted by day in the zone, as DAILY_RESULTS.

    DuckDB counts on the connection, where they are `messages` then. Raises Problem if Spark is lost.
    """
    address = spark_address(uri)
    if address is None:
        return fresh_counts.count_on(connection, files, zone, file_marks)
    from data.engine.spark import counting  # noqa: PLC0415

    return counting.count(address, files, zone, file_marks)


def apart(snapshot: Snapshot, folder: Path) -> Engine:
    """Return an engine for one long piece of work beside the pages, in little memory, and a folder.

    Two single-threaded queries in parallel take a sixth less time than one on two threads. Joins stay as
    written: by its guesses, DuckDB would hold all texts of a slice to join names to them.
    """
    connection = connect(folder, memory=MEMORY_APART)
    connection.execute("set threads = 1; set global disabled_optimizers = 'build_side_probe_side'")
    return opened(snapshot, settings.load().timezone, connection)
