"""The flyers' languages, their texts, and the names of their files."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from data import flyers
from data.flyers import texts


@pytest.mark.parametrize("text", ["es", "ES", "spa", "Spanish", "español", " Español ", "es-MX", "es_419"])
def test_spanish_is_known_by_the_words_of_contact_lists(text: str) -> None:
    assert flyers.language_of(text) == "es"
    assert flyers.is_spoken(text)


@pytest.mark.parametrize("text", [None, "", "Vietnamese", "vi", "estonian", "?"])
def test_an_unknown_language_falls_to_english_and_says_so(text: str | None) -> None:
    assert flyers.language_of(text) == "en"
    assert not flyers.is_spoken(text)
    assert flyers.is_spoken("English")


def test_every_language_has_the_same_texts_with_the_same_places() -> None:
    first, *others = texts.TEXTS.values()
    for other in others:
        assert other.keys() == first.keys()
        for key in first:
            assert set(texts.PLACE.findall(str(other[key]))) == set(texts.PLACE.findall(str(first[key]))), (
                key
            )


def test_a_place_that_nothing_fills_stays_to_be_seen() -> None:
    assert texts._put("Text {cod} to {code}", {"code": "67587"}) == "Text {cod} to 67587"


def test_every_text_has_a_comment_that_says_what_it_is() -> None:
    lines = Path(texts.__file__).with_suffix(".toml").read_text(encoding="utf-8").splitlines()
    for above, line in pairwise(lines):
        is_key = not line.startswith("#") and " = " in line
        assert not is_key or above.startswith("#") or "  # " in line, line


def test_file_names_name_school_language_and_paper() -> None:
    assert flyers.file_name("Lincoln High", "es", "letter") == "Lincoln High - Spanish - letter.pdf"
    assert flyers.file_name("Peña Añil", "en", "a4") == "Peña Añil - English - a4.pdf"
    assert flyers.file_name(None, "en", "a4") == "Whole district - English - a4.pdf"


AWKWARD = [
    "A/B",
    "A:B",
    "A-B",
    "A B",
    "A\tB",
    ".A",
    "A.",
    " A",
    "A",
    "..",
    "",
    "CON",
    "con.x",
    "\u202eA",
    "é",
    "e\u0301",
]
AWKWARD += [
    "x" * 300,
    "x" * 301,
    "é" * 200,
    "../../etc",
    "C:\\a",
    "Whole district",
    "学校",
    "🎉",
    'a?b*c|d<e>f"g',
]


@pytest.mark.parametrize("among", [[], AWKWARD], ids=["each alone", "all together"])
def test_no_two_schools_share_a_file_and_every_system_takes_its_name(among: list[str]) -> None:
    names = [flyers.file_name(school, "en", "letter", among) for school in [*AWKWARD, None]]
    assert len({unicodedata.normalize("NFC", name).casefold() for name in names}) == len(names)
    for name in names:
        assert not set('<>:"/\\|?*') & set(name), name
        assert all(ord(letter) >= 32 for letter in name)
        assert name.strip(" .") == name
        assert name.split(".")[0].casefold() != "con"
        assert len(name.encode()) < 250


def test_names_that_differ_only_in_capitals_get_a_mark_where_both_lie() -> None:
    both = ["Lincoln High", "LINCOLN HIGH"]
    first, second = (flyers.file_name(school, "en", "a4", both) for school in both)
    assert first.casefold() != second.casefold()
    assert flyers.file_name("Lincoln High", "en", "a4", both[:1]) == "Lincoln High - English - a4.pdf"
