"""The dashboard's own questions, through their door."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import queries
from data.access import person_at_machine
from data.version import version
from queries import Selection
from tests.bench.peers.ask import Row
from tests.bench.peers.questions import DAYS, NEWEST

OWN_NAME = "this project"
NEWEST_ROWS = 100
TEXT = (
    *("message_id", "requested_at", "broadcast_id", "broadcast", "sent_by", "school", "contact_id"),
    *("number", "result", "reason"),
)


class Own:
    """The questions of the pages, asked as the person at the machine."""

    version = f"{OWN_NAME} ({version()})"

    def ask(self, question: str, case: dict[str, Any]) -> list[Row]:
        viewer = person_at_machine()
        if question == DAYS:
            answer = queries.run("results_by_day", viewer, _days(case))
            return [(f"{row['day']}", row["result"], row["texts"]) for row in answer.to_pylist()]
        if question == NEWEST:
            answer = queries.run("messages", viewer, _days(case), rows=NEWEST_ROWS)
            return [tuple(_plain(row[name]) for name in TEXT) for row in answer.to_pylist()]
        story = queries.run("number_story", viewer, number=case["number"]).to_pylist()
        names = ("happened_at", "broadcast", "result", "reason")
        return [tuple(_plain(row[name]) for name in names) for row in story if row["result"]]


def prepare(_order: dict[str, Any]) -> Own:
    """Open the tables of the district."""
    queries.run("result_totals", person_at_machine(), Selection())
    return Own()


def _days(case: dict[str, Any]) -> Selection:
    last = date.fromisoformat(case["after"]) - timedelta(days=1)
    schools = (case["school"],) if "school" in case else None
    return Selection(from_day=date.fromisoformat(case["first"]), to_day=last, schools=schools)


def _plain(value: Any) -> Any:
    if hasattr(value, "timestamp"):
        return int(value.timestamp())
    if isinstance(value, str) and value.startswith("+"):
        return int(value)
    return value
