"""The answer to "outcome_totals" taken apart: one question is asked where four would each cost a plan."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

LEVELS = ("stage", "result", "part", "reason")


def of(answer: pa.Table, level: str) -> pa.Table:
    """The rows of one level, with the columns of "stage_totals", "result_totals" and so on among them."""
    return answer.filter(pc.equal(answer["level"], level))
