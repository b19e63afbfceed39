"""The tiles of the results and the parts of what was not delivered, as HTML."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest

from data.words import vocabulary
from pages.parts.sms_log.tiles import tiles
from queries import Selection
from tests.pages.district import FAILED, INELIGIBLE, NOT_YET, SENDING, SENT

COUNTS = (1, 20, 1958, 15, 6)
Names = tuple[str, ...] | None
PARTS = {"already_reached": 4, "no_consent": 0, "not_reached": 1500, "not_stated": 1}


def made(*counts: int, results: Names = None, reasons: Names = None) -> str:
    """The tiles of so many texts with each result."""
    total = sum(counts)
    shares = [100 * count / total if total else None for count in counts]
    by_result = {
        "result": [result.name for result in vocabulary.RESULTS],
        "stage": [result.stage for result in vocabulary.RESULTS],
        "texts": counts,
        "share_pct": shares,
    }
    sums = (counts[0] + counts[1], counts[2], counts[3] + counts[4], total)
    stages = {
        "stage": [*vocabulary.STAGES, None],
        "texts": sums,
        "share_pct": [100 * count / total if total else None for count in sums],
    }
    parts = {"part": list(PARTS), "texts": list(PARTS.values()) if total else [0] * 4}
    return tiles(
        pa.table(by_result), pa.table(stages), pa.table(parts), Selection(results=results, reasons=reasons)
    )


def pressable(markup: str) -> dict[str, tuple[str, str]]:
    """What each button tells when it is pressed: whether it says that it is chosen, and its words."""
    found = re.findall(r'<button[^>]*data-press="(.*?)" aria-pressed="(.*?)">(.*?)</button>', markup)
    return {told: (state, re.sub("<[^>]+>", " ", words)) for told, state, words in found}


def test_a_result_stands_under_its_stage_with_its_count_its_share_and_its_meaning() -> None:
    sections = re.findall(r'<section class="stage-(\d)"><h3>(.*?)</h3>(.*?)</section>', made(*COUNTS))
    heads = [re.sub("<[^>]+>", "", head) for _, head, _ in sections]
    assert heads == [f"{SENDING} 21 1.1%", SENT, f"{vocabulary.UNDELIVERED} 21 1.1%"], (
        "one alone needs no sum"
    )
    under = [re.findall(r"result=([\w ]+)", body) for _, _, body in sections]
    assert under == [[NOT_YET, SENDING], [SENT], [INELIGIBLE, FAILED]]
    words = pressable(made(*COUNTS))
    for result, figure in zip(
        vocabulary.RESULTS, ("1 0.1%", "20 1.0%", "1,958 97.9%", "15 0.8%"), strict=False
    ):
        told = " ".join(words[f"result={result.name}"][1].split())
        assert told == f"{result.name} {figure} {result.meaning}"


def test_nothing_is_said_to_be_delivered() -> None:
    without_meanings = re.sub(r'<span class="meaning">.*?</span>', "", made(*COUNTS)).lower()
    assert "delivered" not in without_meanings.replace("undelivered", "")


def test_a_chosen_result_says_so_and_the_others_turn_paler_with_their_counts_as_they_were() -> None:
    plain, chosen = made(*COUNTS), made(*COUNTS, results=(FAILED,))
    assert "paler" not in plain
    assert {state for state, _ in pressable(plain).values()} == {"false"}
    states = {told: state for told, (state, _) in pressable(chosen).items()}
    assert [told for told, state in states.items() if state == "true"] == [f"result={FAILED}"]
    paler = re.findall(r'class="tile paler"[^>]*data-press="result=(.*?)"', chosen)
    assert paler == [NOT_YET, SENDING, SENT, INELIGIBLE]
    words = {told: words for told, (_, words) in pressable(plain).items()}
    assert {told: words for told, (_, words) in pressable(chosen).items()} == words


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_chosen_while_all_its_reasons_are(part: str) -> None:
    reasons = vocabulary.part_reasons(part)
    assert [
        told for told, (state, _) in pressable(made(*COUNTS, reasons=reasons)).items() if state == "true"
    ] == ([f"part={part}"] if PARTS[part] else [])
    if len(reasons) > 1:
        assert pressable(made(*COUNTS, reasons=reasons[:1])).get(f"part={part}", ("false",))[0] == "false"


def test_only_parts_with_texts_are_shown() -> None:
    told = {told: words.split() for told, (_, words) in pressable(made(*COUNTS)).items() if "part=" in told}
    assert {key: words[0] for key, words in told.items()} == {
        "part=already_reached": "4",
        "part=not_reached": "1,500",
        "part=not_stated": "1",
    }
    assert "Of these" not in made(0, 0, 0, 0, 0)


def test_no_texts_are_noughts_without_a_share() -> None:
    assert "nan" not in made(0, 0, 0, 0, 0)
    assert re.findall(r'class="figure"><b>(.*?)</b> (.*?)</span>', made(0, 0, 0, 0, 0)) == [("0", "–")] * 5
