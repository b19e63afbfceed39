"""What would happen to the numbers of a list: a sentence and a table. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.words import number_words
from data.words.catalog import _, ngettext
from data.words.vocabulary import column_title
from pages.parts.draw import formatting, tables
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.look_up.lists import named as named_lines
from pages.parts.look_up.lists.named import Named
from pages.parts.look_up.lists.reading import Listed

WILL = "will"
Row = Mapping[str, Any]


def finding(listed: Listed, named: Named, totals: Sequence[Row]) -> str:
    """Return how many numbers of a list would get a text now, from "list_totals", as Markdown."""
    numbers = {row["verdict"]: row["numbers"] for row in totals}
    total = sum(numbers.values())
    sentence = ngettext(
        "**{number} of {total} different number would be texted now.**",
        "**{number} of {total} different numbers would be texted now.**",
        total,
    )
    parts = [formatting.markdown(sentence, number=numbers[WILL], total=total)]
    parts += [_repeated(listed.repeated)] if listed.repeated else []
    parts += named_lines.sentences(listed, named)
    parts += [
        _family(row["same_family"]) for row in totals if row["verdict"] == WILL and row["same_family"]
    ]
    return " ".join(parts)


def table(totals: Sequence[Row]) -> Markup:
    """Return what would happen to how many numbers, from "list_totals"; only what happens to any."""
    rows = [row for row in totals if row["numbers"]]
    verdicts = [number_words.VERDICT_OF[row["verdict"]] for row in rows]
    return tables.table(
        [
            Column(column_title("verdict"), [verdict.title for verdict in verdicts]),
            Column(column_title("numbers"), [row["numbers"] for row in rows]),
            Column(_("What it means"), [verdict.meaning for verdict in verdicts], is_long=True),
        ],
        label(),
        is_stacked=False,
    )


def label() -> str:
    """Return the title of the table."""
    return _("What would happen to the numbers of the list")


def _repeated(number: int) -> str:
    return ngettext(
        "{number} line repeats a number.", "{number} lines repeat a number.", number, number=number
    )


def _family(number: int) -> str:
    return ngettext(
        "{number} is another number of a family that gets the text anyway.",
        "{number} are other numbers of families that get the text anyway.",
        number,
        number=number,
    )
