"""The questions that every engine is asked. Their processes import no more of the project than this."""

from __future__ import annotations

ZONE = "America/Chicago"
DAYS, NUMBER, NEWEST = (
    "results per local day over 3 months",
    "all texts of one number",
    "newest 100 of a school in a month",
)
QUESTIONS = (DAYS, NUMBER, NEWEST)
