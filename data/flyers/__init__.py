"""The one-page flyer with which a school asks families to opt in, as a PDF and as a picture."""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import Problem
from data.flyers import drawing
from data.flyers.file_names import file_name
from data.flyers.languages import Language, has_flyer, language_of, languages
from data.flyers.sentences import answer_words
from data.settings import Answering
from data.words.catalog import _

__all__ = [
    "PAPERS",
    "Flyer",
    "Language",
    "answer_words",
    "file_name",
    "has_flyer",
    "language_of",
    "languages",
    "pdf",
    "picture",
]

LONGEST_WORD = 160  # letters of one text message
PAPERS = tuple(drawing.TYPST_NAMES)


@dataclass(frozen=True)
class Flyer:
    """One flyer. Without a school it is the district's; `paper` is one of PAPERS.

    `language` is the key of one of languages().
    """

    district: str
    school: str | None
    language: str
    answering: Answering
    paper: str


def pdf(flyer: Flyer) -> bytes:
    """Return the flyer as a PDF of one page; the same flyer has the same bytes on any day and machine.

    Raises Problem if the settings name no short code or no opt-in word, or the word is too long.
    """
    return drawing.pdf(_content(flyer))


def picture(flyer: Flyer) -> bytes:
    """Return the flyer as a PNG about 1000 pixels high. Raises Problem like `pdf`."""
    return drawing.picture(_content(flyer), flyer.paper)


def _content(flyer: Flyer) -> dict[str, object]:
    answering = flyer.answering
    if not answering.short_code.strip():
        raise _missing(_("The flyer needs the short code that families text."), "short_code", "67587")
    if not answering.opt_in_word.strip():
        raise _missing(_("The flyer needs the word that families text to opt in."), "opt_in_word", "Y")
    if len(answering.opt_in_word) > LONGEST_WORD:
        raise Problem(
            _("The opt-in word is too long for a text message and for a QR code."),
            where=_where("opt_in_word"),
            next_step=_("Use {number} letters or fewer.", number=LONGEST_WORD),
        )
    return drawing.content(
        district=flyer.district,
        school=flyer.school,
        language=flyer.language,
        answering=answering,
        paper=flyer.paper,
    )


def _missing(sentence: str, key: str, example: str) -> Problem:
    line = f'{key} = "{example}"'
    return Problem(
        sentence,
        where=_where(key),
        next_step=_("Add it to the settings file, for example: {line}", line=line),
    )


def _where(key: str) -> str:
    return _("the settings file, key “{key}”", key=key)
