"""The engine behind the questions: one contract (tables in, SQL in, Arrow out), with DuckDB behind it.

The importer uses connections directly (`connect`, `answer`, `borrowed`, `keep`, `add`, …).
"""

from data.engine.connections import MEMORY_LIMIT, add, answer, borrowed, connect, keep, open_files, quoted
from data.engine.contract import Engine
from data.engine.duckdb import MEMORY_APART, Database, apart
from data.engine.shared import Mark, database, open_newest, version

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
    "database",
    "keep",
    "open_files",
    "open_newest",
    "quoted",
    "version",
]
