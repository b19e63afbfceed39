"""The flyer's page: flyer.typ, typeset with the content of one flyer, as a PDF or as a picture."""

from __future__ import annotations

import functools
import json
import threading
import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from data.flyers import qr
from data.flyers.sentences import filled
from data.settings import Answering

PICTURE_PIXELS = 1000  # the height of a picture
HEIGHT_INCHES = {"letter": 11.0, "a4": 297 / 25.4}
TYPST_NAMES = {"letter": "us-letter", "a4": "a4"}
ONE_AT_A_TIME = threading.Lock()  # the compiler refuses a second thread: "Already borrowed"
MOST_LETTERS = 1_500  # of a name: typesetting 10,000 takes half a minute, and all others wait for it
TEMPLATE = Path(__file__).with_name("flyer.typ")


def pdf(content: dict[str, Any]) -> bytes:
    """Return the page as an accessible PDF (PDF/UA-1): tagged, titled, with a language and a reading order.

    A name with a letter that none of the fonts has (an emoji, Chinese) leaves an empty box, which the
    standard forbids. Such a page is still tagged, but isn't marked as PDF/UA.
    """
    try:
        return _compiled(content, format="pdf", pdf_standards="ua-1")
    except typst.TypstError as error:
        if "PDF/UA-1 error" not in str(error):
            raise
        return _compiled(content, format="pdf")


def picture(content: dict[str, Any], paper: str) -> bytes:
    """Return the page as a PNG, PICTURE_PIXELS high."""
    return _compiled(content, format="png", ppi=PICTURE_PIXELS / HEIGHT_INCHES[paper])


def content(
    *, district: str, school: str | None, language: str, answering: Answering, paper: str
) -> dict[str, Any]:
    """Return what flyer.typ prints. All of it is plain text: none of it is read as markup."""
    clean = Answering(_line(answering.short_code), _line(answering.opt_in_word), _line(answering.support))
    return {
        "district": _line(district),
        "school": _line(school or ""),
        "code": clean.short_code,
        "texts": filled(language, clean),
        "language": language,
        "paper": TYPST_NAMES[paper],
        "qr": qr.svg(clean.short_code, clean.opt_in_word),
    }


def _line(text: str) -> str:
    """Return one line without the characters that no page can show: control codes and lone surrogates.

    What is too long for a page is cut.
    """
    line = " ".join("".join(letter for letter in text if _is_printable(letter)).split())
    return line if len(line) <= MOST_LETTERS else f"{line[: MOST_LETTERS - 1]}…"


def _is_printable(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Co")


def _compiled(content: dict[str, Any], **options: Any) -> bytes:
    with ONE_AT_A_TIME:
        page = _compiler().compile(sys_inputs={"flyer": json.dumps(content, sort_keys=True)}, **options)
    if not isinstance(page, bytes):  # a list, if there are several pages
        raise TypeError("A flyer has one page.")
    return page


@functools.cache
def _compiler() -> typst.Compiler:
    """Return Typst with its own fonts and Lato, never the machine's: a flyer looks the same everywhere."""
    lato = files("font_lato") / "files"
    return typst.Compiler(str(TEMPLATE), ignore_system_fonts=True, font_paths=[str(lato)])
