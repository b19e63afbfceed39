"""Polars over the raw Parquet files."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl

from tests.bench.peers.ask import Row
from tests.bench.peers.questions import DAYS, NUMBER, ZONE

TEXT = (
    *("message_id", "requested_at", "broadcast_id", "broadcast", "sent_by", "school", "contact_id"),
    *("number", "result", "reason"),
)
AT = pl.col("requested_at")


class Polars:
    """A lazy frame of the files."""

    version = f"Polars {pl.__version__} over Parquet"

    def __init__(self, files: list[str]) -> None:
        """Scan the files when an answer needs them."""
        self._texts = pl.scan_parquet(files)

    def ask(self, question: str, case: dict[str, Any]) -> list[Row]:
        if question == NUMBER:
            own = self._texts.filter(pl.col("number") == case["number"]).sort(
                "requested_at", descending=True
            )
            frame = own.select(AT.dt.epoch("s"), "broadcast", "result", "reason")
        elif question == DAYS:
            day = AT.dt.convert_time_zone(ZONE).dt.date().cast(pl.String).alias("day")
            frame = self._period(case).group_by(day, "result").len()
        else:
            own = self._period(case).filter(pl.col("school") == case["school"])
            newest = own.sort("requested_at", "message_id", descending=[True, False]).head(100)
            frame = newest.select(TEXT).with_columns(AT.dt.epoch("s"))
        rows: list[Row] = frame.collect().rows()
        return rows

    def _period(self, case: dict[str, Any]) -> Any:
        since, until = (datetime.fromtimestamp(case[name], UTC) for name in ("from_at", "until_at"))
        return self._texts.filter((since <= AT) & (until > AT))


def prepare(order: dict[str, Any]) -> Polars:
    """Return the engine over the raw files."""
    return Polars(order["files"])
