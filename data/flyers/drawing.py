"""The page itself: flyer.typ, typeset with what the flyer says, as PDF or as a picture of it."""

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
from data.flyers.texts import filled, words_for_yes
from data.settings import Answering

PICTURE_PIXELS = 1000  # the height of a picture
HEIGHT_INCHES = {"letter": 11.0, "a4": 297 / 25.4}
TYPST_NAMES = {"letter": "us-letter", "a4": "a4"}
ONE_AT_A_TIME = threading.Lock()  # the compiler refuses a second thread: "Already borrowed"
MARKUP = Path(__file__).with_name("flyer.typ")


def as_pdf(said: dict[str, Any]) -> bytes:
    """The page as an accessible PDF (PDF/UA-1): tagged, titled, with a language and a reading order.

    A name with a letter that no font here has (an emoji, Chinese) leaves an empty box for it; the standard
    forbids those, so such a page is still tagged, but does not call itself PDF/UA.
    """
    try:
        return _compiled(said, format="pdf", pdf_standards="ua-1")
    except typst.TypstError as fault:
        if "PDF/UA-1 error" not in str(fault):
            raise
        return _compiled(said, format="pdf")


def as_picture(said: dict[str, Any], paper: str) -> bytes:
    """The page as a PNG, PICTURE_PIXELS high."""
    return _compiled(said, format="png", ppi=PICTURE_PIXELS / HEIGHT_INCHES[paper])


def said(
    *, district: str, school: str | None, language: str, answering: Answering, paper: str
) -> dict[str, Any]:
    """What flyer.typ is given, all of it plain text: nothing in it is read as markup."""
    names = {"district": _line(district), "school": _line(school or "")}
    own = Answering(_line(answering.short_code), _line(answering.opt_in_word), _line(answering.support))
    texts = filled(language, own)
    return {
        **names,
        "code": own.short_code,
        "texts": texts,
        "words": words_for_yes(own.opt_in_word),
        "language": language,
        "paper": TYPST_NAMES[paper],
        "qr": qr.svg(own.short_code, own.opt_in_word),
    }


def _line(text: str) -> str:
    """One line without control characters and lone halves of characters, which no page can show."""
    return " ".join("".join(one for one in text if _can_stand(one)).split())


def _can_stand(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Co")


def _compiled(said: dict[str, Any], **asked: Any) -> bytes:
    with ONE_AT_A_TIME:
        page = _compiler().compile(sys_inputs={"said": json.dumps(said, sort_keys=True)}, **asked)
    if not isinstance(page, bytes):  # one a page
        raise TypeError("A flyer has one page.")
    return page


@functools.cache
def _compiler() -> typst.Compiler:
    """Typst with its own fonts and Lato, and never those of the machine: the same flyer everywhere."""
    lato = files("font_lato") / "files"
    return typst.Compiler(str(MARKUP), ignore_system_fonts=True, font_paths=[str(lato)])
