"""The texts of files counted by day, on Spark."""

from __future__ import annotations

from contextlib import closing

import pyarrow as pa

from data.engine.spark import tables
from data.engine.spark.session import Lost, Session
from data.engine.spark.translation import translated
from data.tables import daily_results
from data.tables.schemas import MESSAGES


def count(address: str, files: list[str], zone: str, file_marks: dict[str, str]) -> pa.Table:
    """Return the texts of files counted by day in the zone, as DAILY_RESULTS.

    Raises Problem if the server at the address can't count them, before anything is stored.
    """
    sql = translated(daily_results.SQL).sql
    with closing(Session(address)) as session:
        try:
            with session.connection() as connection:
                tables.read_files(connection, "messages", MESSAGES, files)
                counts = tables.rows(connection.spark.sql(sql, {"zone": zone}))
        except Lost:
            raise session.lost() from None
    return daily_results.stamped(counts, zone, file_marks)
