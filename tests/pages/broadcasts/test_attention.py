"""What needs attention among the newest broadcasts, as sentences."""

from __future__ import annotations

from pages.parts.broadcasts import attention
from tests.pages.markup import parsed

ROW = {"broadcast_id": "B-1", "broadcast": "Snow <day>", "contacts": 120, "in_progress": 0}


def text(**row: object) -> str:
    """Return the one line about a row of "broadcasts_to_watch"."""
    block = attention.block([{**ROW, **row}])
    return parsed(str(block)).one("li").text


def test_the_latest_broadcast_is_beside_its_usual_share() -> None:
    assert text(kind="worse", reached_pct=80.0, usual_pct=91.31) == (
        "The latest broadcast, Snow <day> , reached 80.0% of 120 contacts. Usual: 91.3%."
    )


def test_broadcasts_in_progress_are_named_or_counted() -> None:
    assert text(kind="in_progress", in_progress=7) == "Snow <day> : 7 contacts are still in progress."
    others = {"broadcast_id": None, "broadcast": None, "broadcasts": 3, "in_progress": 1}
    assert text(kind="others_in_progress", **others) == (
        "1 contact in 3 other broadcasts is still in progress."
    )


def test_without_any_nothing_needs_attention() -> None:
    assert "Nothing needs attention" in attention.block([])
