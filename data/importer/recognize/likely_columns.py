"""Suggestions to a person: columns of unknown names whose values show what they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from data import numbers, settings
from data.importer.recognize import cell_words
from data.importer.recognize.columns import Recognized
from data.importer.rows.times import forms


def suggested(recognized: Recognized, samples: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return a field for each column, by its name, that alone has the values of a missing required field.

    `samples` are the first values of each column. Where two columns fit, none is suggested.
    """
    used = {recognized.header[place] for _field, place in recognized.positions}
    suggestions: dict[str, str] = {}
    for field in recognized.missing:
        fits = _TESTS.get(field)
        names = [
            name
            for name, values in zip(recognized.header, samples, strict=True)
            if fits and name and name not in used and values and all(map(fits, values))
        ]
        if len(names) == 1:
            suggestions[names[0]] = field
    return suggestions


def _is_number(text: str) -> bool:
    return numbers.read(text, settings.load().region) is not None


def _is_time(text: str) -> bool:
    return forms.read(text) is not None


def _is_result(text: str) -> bool:
    return bool(cell_words.result(text)) or cell_words.is_of_delivery(text)


def _is_status(text: str) -> bool:
    return bool(cell_words.status(text))


_TESTS: Mapping[str, Callable[[str], bool]] = {
    "number": _is_number,
    "requested_at": _is_time,
    "result": _is_result,
    "status": _is_status,
}
