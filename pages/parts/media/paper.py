"""What paper needs besides the page: whose it is, when it was printed, what is shown, and numbered sheets.

On a screen none of it is seen. A chart that is saved as a picture takes its head and its colors from here.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

from data import settings
from data.words import catalog
from data.words.catalog import _
from pages.parts.draw import colors
from pages.parts.draw.html import Markup, css_string, filled, render

# The browser runs it once, together with the clicks of a page.
FILE = Path(__file__).with_name("paper.js")
JS = f"const LIGHT = {json.dumps(colors.light_by_dark())};\n{FILE.read_text(encoding='utf-8')}"


def head(title: str, *, is_sample: bool) -> Markup:
    """Return what stands over a printed page and on each of its sheets, for the page of that title."""
    district = settings.load()
    now = datetime.now(district.zone)
    instant = Markup('<time data-now data-zone="{}" data-language="{}">{}</time>').format(
        district.timezone, str(catalog.locale()).replace("_", "-"), catalog.written(now)
    )
    printed = filled(_("Printed {time} {zone}"), time=instant, zone=catalog.zone_name(district.zone))
    return render(
        "media/paper.html",
        district=district.name,
        sample=_("Sample data") if is_sample else "",
        printed=printed,
        sheets=_sheets(_("{district} · {page}", district=district.name, page=title)),
    )


def shown(words: str) -> Markup:
    """Return the line of a page on paper that says what is shown, for a page without a line of its own."""
    sentence = filled(_("<b>Showing:</b> {words}"), words=words)
    return Markup('<p class="sms paper" data-filter="{}">{}</p>').format(words, sentence)


def _sheets(name: str) -> Markup:
    """Return the rules that write a name and the number of the sheet under each sheet."""
    words = enumerate(re.split(r"\{(page|pages)\}", _("Page {page} of {pages}")))
    number = " ".join(f"counter({own})" if place % 2 else css_string(own) for place, own in words)
    rules = Markup("@page {{ @bottom-left {{ content: {} }} @bottom-right {{ content: {} }} }}")
    return Markup("<style>{}</style>").format(rules.format(Markup(css_string(name)), Markup(number)))
