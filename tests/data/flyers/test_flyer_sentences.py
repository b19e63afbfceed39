"""The sentences of the flyer: every language has them all, with the same places."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages import pofile
from babel.messages.extract import extract_from_file

from data import flyers
from data.flyers import read_aloud, sentences
from data.settings import Answering, Settings
from data.words import catalog

ANSWERING = Answering("67587", "Y", "the help desk")
TRANSLATED = [language.key for language in flyers.languages()][1:]
PLACE = re.compile(r"\{\w+\}")


@cache
def english() -> dict[str, list[str]]:
    """The sentences in the code, with their comments for translators, as `make messages` finds them."""
    return {
        str(sentence): comments
        for module in (sentences, read_aloud)
        for _line, sentence, comments, _context in extract_from_file(
            "python",
            Path(module.__file__ or ""),
            keywords={"F_": None},
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
    }


@cache
def translated(language: str) -> dict[str, str]:
    with (catalog.FOLDER / language / "LC_MESSAGES" / "flyers.po").open("rb") as lines:
        return {str(entry.id): str(entry.string) for entry in pofile.read_po(lines) if entry.id}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_language_has_the_same_sentences_with_the_same_places(language: str) -> None:
    assert set(translated(language)) == set(english())
    for sentence, translation in translated(language).items():
        assert translation, f"{sentence!r} isn't translated"
        assert sorted(PLACE.findall(translation)) == sorted(PLACE.findall(sentence))


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_largest_sentence_has_its_words_before_its_code(language: str) -> None:
    assert PLACE.findall(translated(language)[sentences.ANSWER]) == ["{words}", "{code}"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalog_names_its_own_language(language: str) -> None:
    assert catalog.read(catalog.FOLDER / language / "LC_MESSAGES" / "flyers.po")[1].language == language


def test_every_sentence_has_a_comment_for_translators() -> None:
    assert len(english()) > 15
    assert [sentence for sentence, comments in english().items() if not comments] == []


def test_sentences_of_the_flyer_are_not_sentences_of_the_screen() -> None:
    on_screen = extract_from_file("python", Path(sentences.__file__))
    assert [sentence for _line, sentence, _comments, _context in on_screen] == []


def test_the_largest_sentence_is_printed_in_pieces() -> None:
    pieces = {"before": "Text", "words": ("Y", "Yes"), "or": "or", "between": "to", "after": ""}
    assert sentences.filled("en", ANSWERING)["answer"] == pieces
    pieces |= {"before": "Envíe", "or": "o", "between": "al"}
    assert sentences.filled("es", ANSWERING)["answer"] == pieces


def test_spanish_is_spanish() -> None:
    printed = sentences.filled("es", ANSWERING)
    assert printed["title"] == "Envíe “Y” o “Yes” al 67587"
    assert printed["stop"] == (
        "Para dejar de recibirlos, envíe STOP al 67587. Para obtener ayuda, envíe HELP al 67587."
    )
    assert printed["questions"] == "¿Preguntas? Comuníquese con the help desk."


def test_a_language_without_a_catalog_is_an_error_and_never_english() -> None:
    with pytest.raises(FileNotFoundError):
        sentences.filled("so", ANSWERING)


@pytest.mark.parametrize("support", ["", Settings.support])
def test_without_support_in_the_settings_the_office_is_named_in_the_flyers_language(support: str) -> None:
    answering = Answering("67587", "SI", support)
    assert sentences.filled("en", answering)["questions"] == "Questions? Ask your district office."
    assert sentences.filled("es", answering)["questions"] == (
        "¿Preguntas? Comuníquese con la oficina de su distrito."
    )


def test_one_opt_in_word_stands_alone() -> None:
    printed = sentences.filled("en", Answering("67587", "SI", "us"))
    assert printed["title"] == "Text “SI” to 67587"
    assert printed["picture"] == "QR code: opens a text message to 67587 that says SI."


def test_a_place_that_nothing_fills_stays_visible() -> None:
    assert sentences._fill("Text {cod} to {code}", {"code": "67587"}) == "Text {cod} to 67587"


@pytest.mark.parametrize("word", ["Y", "y", "YES", "Yes"])
def test_services_accept_y_and_yes_so_a_flyer_names_both_the_settings_word_first(word: str) -> None:
    answer = sentences.filled("en", Answering("67587", word, "us"))["answer"]
    assert isinstance(answer, dict)
    first, second = answer["words"]
    assert first == word
    assert {first.lower(), second.lower()} == {"y", "yes"}


def test_the_words_of_an_answer_are_named_in_the_flyers_language() -> None:
    assert sentences.answer_words("en", "Y") == "Y or Yes"
    assert sentences.answer_words("es", "Y") == "Y o Yes"
    assert sentences.answer_words("es", "SI") == "SI"
