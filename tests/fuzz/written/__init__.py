"""Known values written in every form: what an import stores of them is right, or nothing."""

from __future__ import annotations

from tests.fuzz.written import ids, numbers, rows, times, zones

# By name: what is written, and the check of what comes of it.
CLAIMS = {
    "times": times.CLAIM,
    "zones": zones.CLAIM,
    "numbers": numbers.CLAIM,
    "ids": ids.CLAIM,
    "rows": rows.CLAIM,
}
