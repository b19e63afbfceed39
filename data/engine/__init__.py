"""The engine behind the questions: one contract (tables in, SQL in, Arrow out), for DuckDB and Spark.

The importer uses connections directly (`connect`, `answer`, `borrowed`, `keep`, `add`, …).
"""

from data.engine.connections import MEMORY_LIMIT, add, answer, borrowed, connect, keep, open_files, quoted
from data.engine.contract import Engine
from data.engine.duckdb import Database
from data.engine.shared import Mark, database, open_newest, version
from data.engine.spark.choice import MEMORY_APART, apart, count_days

__all__ = [
    "MEMORY_APART",
    "MEMORY_LIMIT",
    "Database",
    "Engine",
    "Mark",
    "add",
    "answer",
    "apart",
    "borrowed",
    "connect",
    "count_days",
    "database",
    "keep",
    "open_files",
    "open_newest",
    "quoted",
    "version",
]
