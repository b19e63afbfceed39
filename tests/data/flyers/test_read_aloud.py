"""The lines that the office reads aloud, in each language of the flyer."""

from __future__ import annotations

from datetime import date

import pytest

from data.flyers import languages, read_aloud
from data.settings import Answering
from data.words import number_words

LANGUAGES = [language.key for language in languages()]
ANSWERING = dict.fromkeys(LANGUAGES, Answering("67587", "Y", "the help desk"))
WITHOUT_CODE = dict.fromkeys(LANGUAGES, Answering("", "Y", "the help desk"))
SINCE = date(2026, 9, 1)


@pytest.mark.parametrize("verdict", [verdict.key for verdict in number_words.VERDICTS])
@pytest.mark.parametrize("answerings", [ANSWERING, WITHOUT_CODE], ids=["with a code", "without a code"])
def test_every_verdict_but_an_unknown_number_has_a_line_in_each_language(
    verdict: str, answerings: dict[str, Answering]
) -> None:
    lines = read_aloud.lines(verdict, answerings, SINCE)
    assert len(lines) == (0 if verdict == "unknown" else len(LANGUAGES))
    assert len(set(lines.values())) == len(lines), "each language has its own"
    assert not any("{" in line or "  " in line for line in lines.values())


def test_a_short_code_is_read_digit_by_digit_and_a_day_in_the_language() -> None:
    assert "text Y or Yes to 6 7 5 8 7" in read_aloud.lines("pending", ANSWERING)["en"]
    assert "envíe Y o Yes al 6 7 5 8 7" in read_aloud.lines("pending", ANSWERING)["es"]
    assert "since September 1, 2026" in read_aloud.lines("keeps_failing", ANSWERING, SINCE)["en"]
    assert "desde el 1 de septiembre de 2026" in read_aloud.lines("keeps_failing", ANSWERING, SINCE)["es"]
