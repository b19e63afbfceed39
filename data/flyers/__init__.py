"""The one-page flyer by which a school asks families to say yes to its texts, as PDF and as a picture."""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import Problem
from data.flyers import drawing
from data.flyers.file_names import file_name
from data.flyers.texts import Language, is_spoken, language_of, languages
from data.settings import Answering

__all__ = [
    "PAPERS",
    "Flyer",
    "Language",
    "file_name",
    "is_spoken",
    "language_of",
    "languages",
    "pdf",
    "picture",
]

LONGEST_WORD = 160  # letters of one text
PAPERS = tuple(drawing.TYPST_NAMES)


@dataclass(frozen=True)
class Flyer:
    """One flyer. Without a school it is the whole district's; `paper` is one of PAPERS.

    `language` is the key of one of languages().
    """

    district: str
    school: str | None
    language: str
    answering: Answering
    paper: str


def pdf(flyer: Flyer) -> bytes:
    """The flyer as a PDF of one page; the same flyer is the same bytes on every day and machine.

    Raises Problem where the settings name no short code or no word for yes.
    """
    return drawing.as_pdf(_said(flyer))


def picture(flyer: Flyer) -> bytes:
    """The flyer as a PNG about 1000 pixels high. Raises Problem like pdf."""
    return drawing.as_picture(_said(flyer), flyer.paper)


def _said(flyer: Flyer) -> dict[str, object]:
    answering = flyer.answering
    for key, words, example in (
        ("short_code", "short code to text to", "67587"),
        ("opt_in_word", "word for yes", "Y"),
    ):
        if not getattr(answering, key).strip():
            raise Problem(
                f"A flyer needs the {words}, and the settings name none.",
                where=f"key '{key}' of the settings file",
                next_step=f'Write it there, such as {key} = "{example}".',
            )
    if len(answering.opt_in_word) > LONGEST_WORD:
        raise Problem(
            "The word for yes is too long for a text and for a QR code.",
            where="key 'opt_in_word' of the settings file",
            next_step=f"Write a word of at most {LONGEST_WORD} letters there.",
        )
    return drawing.said(
        district=flyer.district,
        school=flyer.school,
        language=flyer.language,
        answering=answering,
        paper=flyer.paper,
    )
