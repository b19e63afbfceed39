"""The flyer's languages, and the names of its files."""

from __future__ import annotations

import unicodedata

import pytest

from data import flyers


@pytest.mark.parametrize("text", ["es", "ES", "spa", "Spanish", "español", " Español ", "es-MX", "es_419"])
def test_spanish_is_recognized_by_the_words_of_contact_lists(text: str) -> None:
    assert flyers.language_of(text) == "es"
    assert flyers.has_flyer(text)


@pytest.mark.parametrize("text", [None, "", "Vietnamese", "vi", "estonian", "?"])
def test_an_unknown_language_gets_english_and_is_reported_as_unknown(text: str | None) -> None:
    assert flyers.language_of(text) == "en"
    assert not flyers.has_flyer(text)
    assert flyers.has_flyer("English")


def test_file_names_contain_school_language_and_paper() -> None:
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


@pytest.mark.parametrize("schools", [[], AWKWARD], ids=["each alone", "all together"])
def test_no_two_schools_share_a_file_and_every_system_accepts_its_name(schools: list[str]) -> None:
    names = [flyers.file_name(school, "en", "letter", schools) for school in [*AWKWARD, None]]
    assert len({unicodedata.normalize("NFC", name).casefold() for name in names}) == len(names)
    for name in names:
        assert not set('<>:"/\\|?*') & set(name), name
        assert all(ord(letter) >= 32 for letter in name)
        assert name.strip(" .") == name
        assert name.split(".")[0].casefold() != "con"
        assert len(name.encode()) < 250


def test_names_that_differ_only_in_capitals_get_a_mark_if_both_are_in_the_folder() -> None:
    both = ["Lincoln High", "LINCOLN HIGH"]
    first, second = (flyers.file_name(school, "en", "a4", both) for school in both)
    assert first.casefold() != second.casefold()
    assert flyers.file_name("Lincoln High", "en", "a4", both[:1]) == "Lincoln High - English - a4.pdf"
