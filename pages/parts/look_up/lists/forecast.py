"""Forecast: how many texts of a list will be accepted, what they cost, and how good the forecast is.

No Streamlit here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.segments import Segments
from data.words import catalog
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting
from pages.parts.draw.formatting import markdown, percent

WILL, KEEPS_FAILING = "will", "keeps_failing"  # keys of verdicts
GOAL = 95  # percent of broadcasts that should be within a point
Row = Mapping[str, Any]


def tried(totals: Sequence[Row]) -> dict[str, int]:
    """Return to how many numbers of a list the service would send a text, from "list_totals".

    They are parameters of "acceptance_forecast": apart are those whose text before was a failure.
    """
    numbers = {row["verdict"]: row["numbers"] for row in totals}
    return {"texts": numbers[WILL], "failing_texts": numbers[KEEPS_FAILING]}


def arriving(texts: int, forecast: Row) -> str:
    """Return how many of so many texts will be accepted, from "acceptance_forecast", as Markdown."""
    if forecast["lower_pct"] is None:
        return _("There are too few texts in the log for a forecast.")
    sentence = ngettext(
        "**Of {texts} text that would be sent, about {number} will be accepted ({low} to {high}).**",
        "**Of {texts} texts that would be sent, about {number} will be accepted ({low} to {high}).**",
        texts,
    )
    numbers = {
        name: round(texts * forecast[column] / 100)
        for name, column in (("number", "share_pct"), ("low", "lower_pct"), ("high", "upper_pct"))
    }
    return markdown(sentence, texts=texts, **numbers)


def quality(forecast: Row) -> str:
    """Return how good the forecast has been, from "acceptance_forecast", as Markdown."""
    broadcasts, within = forecast["broadcasts"], forecast["within_point"]
    if not broadcasts:
        return ""
    share = 100 * within / broadcasts
    sentence = ngettext(
        "Tested on the past: {within} of {number} broadcast of the last year ({share}) "
        "was within 1 point of its forecast.",
        "Tested on the past: {within} of {number} broadcasts of the last year ({share}) "
        "were within 1 point of their forecast.",
        broadcasts,
    )
    parts = [markdown(sentence, within=within, number=broadcasts, share=percent(share))]
    if share < GOAL:
        points = catalog.decimal(forecast["error_points"], 1)
        parts.append(markdown(_("95% were within {points} points."), points=points))
    return " ".join(parts)


def text_sentences(segments: Segments, texts: int, prices: Sequence[Row]) -> list[str]:
    """Return how a text is sent and what it costs, from "price_of_parts", each as Markdown."""
    sentence = ngettext(
        "The text has {length} characters: {number} segment.",
        "The text has {length} characters: {number} segments.",
        segments.number,
    )
    sentences = [markdown(sentence, length=segments.length, number=segments.number)]
    if segments.unicode_characters:
        characters = catalog.listing(f"“{letter}”" for letter in segments.unicode_characters[:10])
        unicode = ngettext(
            "This character makes it Unicode, with 70 characters a segment instead of 160: {characters}.",
            "These characters make it Unicode, with 70 characters a segment instead of 160: {characters}.",
            len(segments.unicode_characters),
        )
        sentences.append(markdown(unicode, characters=characters))
    sentences += [_cost(segments.number * texts, price) for price in prices]
    return sentences


def no_prices() -> str:
    """Return that the log has no prices."""
    return _("The log has no prices, so we can't say what it costs.")


def _cost(parts: int, price: Row) -> str:
    cost = catalog.decimal(parts * price["price"], 2)
    places = {
        "cost": cost,
        "currency": price["currency"] or "",
        "price": catalog.decimal(price["price"], 4),
    }
    return formatting.markdown(
        _("It costs about {cost} {currency}: {price} for each segment, as in the last 60 days."), **places
    )
