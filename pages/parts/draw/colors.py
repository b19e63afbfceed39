"""The colors of results, statuses and figures in both themes, and names of results with their color.

Colors and CSS classes follow keys of the vocabulary; people read titles.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from data.words import vocabulary
from pages.parts.draw.html import Markup


class Shades(NamedTuple):
    """One color on a light and on a dark ground."""

    light: str
    dark: str

    def on(self, *, is_dark: bool) -> str:
        """Return the shade for a theme."""
        return self.dark if is_dark else self.light


# Two grays for texts in progress, blue for what a carrier accepted, amber for what wasn't sent, red for
# what failed.
RESULTS: dict[str, Shades] = {
    "not_sent_yet": Shades("#8a96a3", "#5a6674"),
    "sending": Shades("#616d7a", "#8b98a7"),
    "sent": Shades("#2b6a9f", "#4f94d0"),
    "ineligible": Shades("#b97a00", "#e0a32e"),
    "failed": Shades("#b3322b", "#ef7a70"),
}
# Amber for pending, blue for opted in, a grayed red for opted out.
STATUSES: dict[str, Shades] = {
    "pending": Shades("#b97a00", "#e0a32e"),
    "opted_in": Shades("#2b6a9f", "#4f94d0"),
    "opted_out": Shades("#8f5a5c", "#c08f90"),
}
# Of what a group adds to a change: by its rate, and by its mix.
CHANGES: dict[str, Shades] = {
    "rate": Shades("#1f5a96", "#7fb2e6"),
    "mix": Shades("#6a90bc", "#4d72a0"),
}
# Gray-blue for what was reached all the same, amber for want of consent, red for failures.
PARTS: dict[str, Shades] = {
    "already_reached": Shades("#6a90bc", "#4d72a0"),
    "no_consent": Shades("#b97a00", "#e0a32e"),
    "not_reached": Shades("#b3322b", "#ef7a70"),
    "not_stated": Shades("#7d8a99", "#7d8a99"),
}
ACCENT = Shades("#1f5a96", "#7fb2e6")  # as primaryColor in .streamlit/config.toml
INK = Shades("#3d4754", "#c3ccd6")  # of words in figures; Streamlit's own is too pale
QUIET = Shades("#7d8a99", "#7d8a99")  # neither good nor bad
LINE = Shades("#d5dbe1", "#38424e")


def result_shades(name: str) -> Shades:
    """Return the color of a result by its stored name. Raises KeyError if there is no such result."""
    return RESULTS[vocabulary.RESULT_OF[name].key]


def result_class(name: str) -> str:
    """Return the CSS class that gives an element the color of a result, by the stored name."""
    return f"result-{vocabulary.RESULT_OF[name].key}"


def status_class(name: str) -> str:
    """Return the CSS class that gives an element the color of a status, by the stored name."""
    return f"status-{vocabulary.STATUS_OF[name].key}"


def result_name(name: str) -> Markup:
    """Return the title of a result with its color, by the stored name."""
    return _named(result_class(name), vocabulary.RESULT_OF[name].title)


def status_name(name: str) -> Markup:
    """Return the title of a status with its color, by the stored name."""
    return _named(status_class(name), vocabulary.STATUS_OF[name].title)


def change_name(cause: str, title: str) -> Markup:
    """Return the title of a cause of CHANGES with its color."""
    return _named(f"change-{cause}", title)


def legend(names: Iterable[Markup]) -> Markup:
    """Return the line over a figure that names what it draws, from result_name or status_name."""
    return Markup('<p class="sms legend">{}</p>').format(Markup(" ").join(names))


def light_by_dark() -> dict[str, str]:
    """Return the light color for each dark one: paper and pictures of charts are always light."""
    shades = (*RESULTS.values(), *STATUSES.values(), *CHANGES.values(), ACCENT, INK, LINE)
    return {each.dark: each.light for each in shades}


def css() -> str:
    """Return the rules that give each class its color; the style sheet picks the theme's shade."""
    results = [(f".sms .result-{key}", shades) for key, shades in RESULTS.items()]
    statuses = [(f".sms .status-{key}, .sms.status-{key}", shades) for key, shades in STATUSES.items()]
    changes = [(f".sms .change-{key}", shades) for key, shades in CHANGES.items()]
    parts = [(f".sms .part-{key}", shades) for key, shades in PARTS.items()]
    names = results + statuses + changes + parts
    rules = [f"{selector} {{ --of-name: {_both(shades)}; }}" for selector, shades in names]
    return "\n".join([f".sms {{ --accent: {_both(ACCENT)}; }}", *rules, _on_paper()])


def _on_paper() -> str:
    """Return the rules that make charts of the dark theme light on paper: their colors stand inline."""
    rules = [
        f'.js-plotly-plot :is([style*="{part}: {_rgb(dark)}"], [{part}="{dark}"])'
        f" {{ {part}: {light} !important; }}"
        for dark, light in light_by_dark().items()
        for part in ("fill", "stroke")
    ]
    return "\n".join(["@media print {", *rules, "}"])


def _rgb(color: str) -> str:
    """Return a color such as "#4f94d0" as browsers write it in the style of an element."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def _both(shades: Shades) -> str:
    return f"light-dark({shades.light}, {shades.dark})"


def _named(mark: str, title: str) -> Markup:
    return Markup('<span class="name {}">{}</span>').format(mark, title)
