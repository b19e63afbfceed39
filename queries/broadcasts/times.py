"""When the texts of some broadcasts were requested, so that questions about these read no other months.

The daily counts know that at little cost. Without it, a question about one broadcast would read the IDs of
all texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from queries import header
from queries.header import Question

Ask: TypeAlias = Callable[[Question, Mapping[str, Any]], pa.Table]
LISTED = frozenset({"broadcasts", "broadcasts_to_watch"})  # of a page of the list
OF_BROADCASTS = frozenset(
    {
        *LISTED,
        *(
            "broadcast_report",
            "broadcast_summary",
            "broadcast_reach",
            "broadcast_reasons",
            "broadcast_speed",
        ),
        *("not_reached", "contact_ids_to_call"),
    }
)
MOST_BROADCASTS = 1_000  # of a page; more are read without their names


def narrowed(question: Question, offered: Mapping[str, Any], ask: Ask) -> dict[str, Any]:
    """Return other values of some parameters, by which the same answer is found in fewer texts.

    None of them for a question that isn't about broadcasts, or is about all of them. `offered` are the
    parameters; `ask` answers a question with parameters.
    """
    is_page = question.name in LISTED and offered["rows"] <= MOST_BROADCASTS
    if question.name not in OF_BROADCASTS or not (is_page or offered["broadcasts"]):
        return {}
    paging = {} if is_page else {"rows": 2**63 - 1, "skip": 0}
    places = ask(header.read("broadcast_places"), {**offered, **paging})
    if not places.num_rows:
        return {}
    listed = places["broadcast_id"].to_pylist()
    if offered["schools"]:  # a phone's result is that of all texts to it, also of those for other schools
        every = {"schools": None, "broadcasts": listed, "rows": 2**63 - 1, "skip": 0}
        places = ask(header.read("broadcast_places"), {**offered, **every})
    first = pc.min(places["first_requested_at"]).as_py()
    after = pc.max(places["last_requested_at"]).as_py() + timedelta(microseconds=1)
    return {
        "from_at": max(first, offered["from_at"]),
        "until_at": min(after, offered["until_at"]),
        **({"texts_of": listed} if is_page else {}),
    }
