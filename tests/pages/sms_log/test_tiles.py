"""The tiles of the results and the parts of Undelivered."""

from __future__ import annotations

import pytest

from data.words import vocabulary
from pages.parts.sms_log.tiles import result_tiles
from queries import Selection
from tests.pages.district import FAILED, INELIGIBLE, NOT_YET, SENDING, SENT
from tests.pages.sms_log.tiles import Part, ResultTiles

COUNTS = (1, 20, 1958, 15, 6)
Names = tuple[str, ...] | None
PARTS = {"already_reached": 4, "no_consent": 0, "not_reached": 1500, "not_stated": 1}


def tiles(*counts: int, results: Names = None, reasons: Names = None) -> ResultTiles:
    """Return the tiles of so many texts with each result."""
    total = sum(counts)
    by_result = [
        {"result": result.name, "stage": result.stage, **_figures(texts, total)}
        for result, texts in zip(vocabulary.RESULTS, counts, strict=True)
    ]
    sums = (counts[0] + counts[1], counts[2], counts[3] + counts[4], total)
    by_stage = [
        {"stage": stage, **_figures(texts, total)}
        for stage, texts in zip([*vocabulary.STAGES, None], sums, strict=True)
    ]
    by_part = [{"part": part, "texts": texts if total else 0} for part, texts in PARTS.items()]
    totals = {"stage": by_stage, "result": by_result, "part": by_part}
    return ResultTiles(result_tiles(totals, Selection(results=results, reasons=reasons)))


def _figures(texts: int, total: int) -> dict[str, object]:
    return {"texts": texts, "share_pct": 100 * texts / total if total else None}


def test_results_stand_under_their_stage_and_stages_of_several_have_a_sum() -> None:
    assert tiles(*COUNTS).stages == {
        f"{SENDING} 21 1.1%": [NOT_YET, SENDING],
        SENT: [SENT],
        f"{vocabulary.UNDELIVERED} 21 1.1%": [INELIGIBLE, FAILED],
    }


def test_tile_has_the_count_the_share_and_the_meaning_of_its_result() -> None:
    every = tiles(*COUNTS).tiles
    figures = {title: (tile.texts, tile.share) for title, tile in every.items()}
    assert figures == {
        NOT_YET: (1, "0.1%"),
        SENDING: (20, "1.0%"),
        SENT: (1958, "97.9%"),
        INELIGIBLE: (15, "0.8%"),
        FAILED: (6, "0.3%"),
    }
    assert [tile.meaning for tile in every.values()] == [result.meaning for result in vocabulary.RESULTS]


def test_tiles_never_say_that_a_text_was_delivered() -> None:
    shown = tiles(*COUNTS)
    meanings = [tile.meaning for tile in shown.tiles.values()]
    titles = shown.text.lower()
    for meaning in meanings:
        titles = titles.replace(meaning.lower(), "")
    assert "delivered" not in titles.replace("undelivered", "")


def test_selected_tile_says_so_and_the_others_turn_paler_with_their_counts() -> None:
    before, after = tiles(*COUNTS).tiles, tiles(*COUNTS, results=(FAILED,)).tiles
    assert not any(tile.is_paler or tile.is_selected for tile in before.values())
    assert [title for title, tile in after.items() if tile.is_selected] == [FAILED]
    assert [title for title, tile in after.items() if tile.is_paler] == [NOT_YET, SENDING, SENT, INELIGIBLE]
    assert [tile.texts for tile in after.values()] == [tile.texts for tile in before.values()]


def test_click_selects_the_key_of_a_result_or_part() -> None:
    assert tiles(*COUNTS).clicks == [
        *("stage=sending", "result=not_sent_yet", "result=sending"),
        *("stage=sent", "result=sent"),
        *("stage=undelivered", "result=ineligible", "result=failed"),
        *("part=already_reached", "part=not_reached", "part=not_stated"),
        "without=already_reached",
    ]


def test_more_can_be_opened_about_every_stage_result_and_part() -> None:
    assert tiles(*COUNTS).figures == [
        *("stage:sending", "result:not_sent_yet", "result:sending"),
        *("stage:sent", "result:sent"),
        *("stage:undelivered", "result:ineligible", "result:failed"),
        *("part:already_reached", "part:not_reached", "part:not_stated"),
    ]


@pytest.mark.parametrize("part", PARTS)
def test_part_is_selected_while_all_its_reasons_are(part: str) -> None:
    reasons = vocabulary.part_reasons(part)
    selected = [key for key, own in tiles(*COUNTS, reasons=reasons).parts.items() if own.is_selected]
    assert selected == ([part] if PARTS[part] else [])
    if len(reasons) > 1:
        some = tiles(*COUNTS, reasons=reasons[:1]).parts
        assert not any(own.is_selected for key, own in some.items() if key == part)


def test_only_parts_with_texts_are_shown() -> None:
    assert tiles(*COUNTS).parts == {
        "already_reached": Part(4, "already reached", is_selected=False),
        "not_reached": Part(1500, "couldn't be reached", is_selected=False),
        "not_stated": Part(1, "no reason stated", is_selected=False),
    }
    assert tiles(0, 0, 0, 0, 0).parts == {}
    assert "Of the undelivered" not in tiles(0, 0, 0, 0, 0).text


def test_tiles_without_texts_have_no_share() -> None:
    none = tiles(0, 0, 0, 0, 0)
    assert [(tile.texts, tile.share) for tile in none.tiles.values()] == [(0, "–")] * 5
