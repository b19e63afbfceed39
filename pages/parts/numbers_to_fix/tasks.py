"""What the office does about numbers that keep failing: a row for each thing to do. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.words import number_words, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting, tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from queries.numbers.fields import FIX

OPEN = "open"
Row = Mapping[str, Any]


def finding(rows: Sequence[Row]) -> str:
    """Return how many numbers the office has to ask for, from "numbers_to_fix_totals", as Markdown."""
    numbers = sum(row["numbers"] for row in rows if row["state"] == OPEN)
    if not numbers:
        return _("**No number keeps failing.** Numbers appear here once their texts fail on several days.")
    sentence = ngettext(
        "**{number} number keeps failing: ask the family for another number.**",
        "**{number} numbers keep failing: ask the families for other numbers.**",
        numbers,
    )
    return formatting.markdown(sentence, number=numbers)


def counting() -> str:
    """Return which numbers are listed."""
    return _(
        "A number is listed once its texts failed on {days} days because of the phone, with none sent in "
        "between. Carrier problems don't count. One text that is sent clears the number. It then stays "
        "listed for {again} days.",
        days=vocabulary.FAILING_DAYS,
        again=number_words.WORKS_AGAIN_DAYS,
    )


def table(rows: Sequence[Row], selected: Sequence[str]) -> Markup:
    """Return a row for each thing to do, and what became of numbers; a click filters the list."""
    fixes = {fix.key: fix for fix in number_words.FIXES}
    return tables.table(
        [
            Column(vocabulary.column_title("fix"), [fixes[row["fix"]].title for row in rows]),
            Column(vocabulary.column_title("numbers"), [row["numbers"] for row in rows]),
            Column(vocabulary.column_title("contacts"), [row["contacts"] for row in rows]),
            Column(_("Why"), [fixes[row["fix"]].meaning for row in rows], is_long=True),
        ],
        _("Numbers to fix, by what to do"),
        buttons=[attribute(FIX.key, row["fix"], is_selected=row["fix"] in selected) for row in rows],
        is_stacked=False,
    )
