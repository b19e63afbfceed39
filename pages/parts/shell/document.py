"""The document in which Streamlit draws the pages, with a title, an icon and scripts of our own.

It is made from the document of the installed Streamlit, which names the scripts of that version.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from pathlib import Path

from data.words import catalog
from data.words.catalog import _
from pages.parts.draw import tables
from pages.parts.draw.html import escape, render
from pages.parts.web.base_path import base_path
from pages.parts.web.content_policy import INDEX

HERE = Path(__file__).parent
ICON = HERE.parent / "draw" / "icon.svg"
SCRIPTS = ("arriving.js", "history.js", "keyboard.js", "announcements.js", "connection.js")
SCRIPT, STYLE = "/own/page.js", "/own/page.css"
# What of Streamlit's document is left out or replaced: each is in it once.
TITLE = re.compile(r"<title>.*?</title>")
FAVICON = re.compile(r'<link rel="shortcut icon"[^>]*>')
FOR_PROGRAMS = re.compile(r'<link rel="service-desc"[^>]*>')
NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
LANGUAGE = re.compile(r'<html lang="en">')
FIRST_SCRIPT = re.compile(r'(?=<script type="module")')
END = re.compile(r"(?=</body>)")


@functools.cache
def script() -> str:
    """Return the scripts that run before Streamlit's own."""
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)


@functools.cache
def page() -> str:
    """Return the document of every page, in the language of this process."""
    text = INDEX.read_text(encoding="utf-8")
    for place, words in (
        (LANGUAGE, f'<html lang="{_language()}">'),
        (TITLE, f"<title>{escape(_('SMS reports'))}</title>"),
        (FAVICON, f'<link rel="icon" href="{_icon()}">'),
        (FOR_PROGRAMS, ""),
        (NO_SCRIPT, ""),
        (FIRST_SCRIPT, f'<script type="module" src="{_url(SCRIPT, script())}"></script>\n    '),
        (END, str(render("shell/document.html", style=_url(STYLE, tables.style())))),
    ):
        before, after = _parted(place, text)
        text = f"{before}{words}{after}"
    return text


def not_found() -> str:
    """Return the document that answers a URL of no page."""
    return str(
        render(
            "shell/not_found.html",
            language=_language(),
            icon=_icon(),
            start=f"{base_path()}/",
        )
    )


def _parted(place: re.Pattern[str], text: str) -> tuple[str, str]:
    """Return what stands before and after a place of Streamlit's document."""
    match = place.search(text)
    if match is None:
        message = f"Streamlit's document has no {place.pattern}"
        raise ValueError(message)
    return text[: match.start()], text[match.end() :]


def _url(path: str, content: str) -> str:
    """Return the URL of one version of a file, which browsers keep."""
    return f".{path}?v={hashlib.sha256(content.encode()).hexdigest()[:12]}"


def _language() -> str:
    return str(catalog.locale()).replace("_", "-")


@functools.cache
def _icon() -> str:
    data = base64.b64encode(ICON.read_bytes()).decode()
    return f"data:image/svg+xml;base64,{data}"
