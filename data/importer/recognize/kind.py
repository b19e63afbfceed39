"""The kind of a file without a service's own format, by its columns and its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import duckdb

from data import engine
from data.errors import Problem
from data.importer.files.csv import relation_of_first
from data.importer.files.sources import Source
from data.importer.recognize import cell_words, columns, formats
from data.importer.recognize.columns import KINDS, Recognized
from data.importer.recognize.format_types import word_key
from data.importer.recognize.people import places as people_places

SAMPLED_CHANNELS = 10_000
MOST_COLUMNS = 100  # unread columns whose words are looked at
SAMPLED_RECORDS = 500  # records that tell a message log from a consent list
# Parts of a column's name that show that it is about opting in; a plain "Status" may be anything.
ABOUT_OPTING_IN = ("opt", "consent", "sms", "text", "subscri", "permission")


def fitting(source: Source, by_hand: Mapping[str, str]) -> Recognized:
    """Return the file read as the kind that fits best. Raises Problem if none has the fields of `by_hand`.

    If most columns belong to one kind and one that it needs is missing, the file isn't read as another
    kind: a message log without results is no contact list. Nor is a file with results a consent list.
    """
    every = _readings(source.header, by_hand)
    fullest = max(every, key=lambda one: (len(one.columns), -len(one.missing) if one.columns else 0))
    complete = [one for one in every if not one.missing]
    if not complete:
        contacts = next((one for one in every if one.kind == "contacts"), fullest)
        return contacts if people_places.has_guardians(source.header, contacts.format.wide) else fullest
    with engine.borrowed() as connection:
        words = {one.kind: _words(connection, source, one) for one in complete}
    fits = {one.kind: _fit(one.kind, words[one.kind]) for one in complete}
    log = next((one for one in every if one.kind == "log"), None)
    if log and log.missing and not fits.get("status") and _are_results(words.get("status", ())):
        return log
    if complete == [fullest]:
        return fullest
    best = max(complete, key=lambda one: (fits[one.kind], len(one.columns)))
    if not fits[best.kind] and len(fullest.columns) > len(best.columns):
        return fullest
    return best


def is_proven(source: Source, recognized: Recognized) -> bool:
    """Return whether a generic file is surely of its kind: no roster of people is a consent list."""
    if recognized.kind != "status" or "status" not in recognized.columns:
        return True
    name = word_key(recognized.columns["status"])
    if any(part in name for part in ABOUT_OPTING_IN):
        return True
    with engine.borrowed() as connection:
        words = _words(connection, source, recognized)
    return not words or any(map(cell_words.status, words))


def with_channel(source: Source, recognized: Recognized) -> Recognized:
    """Return a message log with the column whose words are all channels, if no column's name says that.

    A phone call in a log would otherwise count as a text.
    """
    if recognized.kind != "log" or "channel" in recognized.columns:
        return recognized
    read = {place for _field, place in recognized.positions} | {*recognized.repeated}
    places = [place for place in range(len(recognized.header)) if place not in read][:MOST_COLUMNS]
    words = _distinct_words(source, places)
    place = next((place for place, cells in words.items() if _are_channels(cells)), None)
    if place is None:
        return recognized
    return replace(
        recognized, positions=(*recognized.positions, ("channel", place)), by_values=("channel",)
    )


def _distinct_words(source: Source, places: list[int]) -> dict[int, list[str]]:
    """Return the words of the first records in some columns, by their places, in one query."""
    if not places:
        return {}
    lists = ", ".join(
        f"list(distinct c{place}) filter (where c{place} <> '') as c{place}" for place in places
    )
    with engine.borrowed() as connection:
        try:
            first = f"select * from ({relation_of_first(source)}) limit {SAMPLED_CHANNELS}"
            (row,) = engine.answer(connection, f"select {lists} from ({first})").to_pylist()
        except duckdb.Error:
            return {}
    return {place: row[f"c{place}"] or [] for place in places}


def _are_channels(words: list[str]) -> bool:
    """Return whether a column's words are all channels, and not texts alone."""
    others = {word for word in words if cell_words.set_aside("channel", word)}
    return bool(others) and all(word in others or cell_words.is_text_channel(word) for word in words)


def has_words_of_its_service(source: Source, recognized: Recognized) -> bool:
    """Return whether most words of the first records are those of the file's service."""
    service = formats.services()[recognized.format.service]
    rules = service.statuses if recognized.kind == "log" else service.opt_in_statuses
    with engine.borrowed() as connection:
        words = set(map(word_key, _words(connection, source, recognized)))
    return 2 * sum(1 for word in words if rules.meaning(word)) > len(words)


def _readings(header: tuple[str, ...], by_hand: Mapping[str, str]) -> list[Recognized]:
    """Return the header read as every kind with the fields given by hand. Raises Problem if none has."""
    every: list[Recognized] = []
    for kind in KINDS:
        try:
            every.append(columns.match(header, formats.by_id(kind), by_hand))
        except Problem as problem:
            unfit = problem
    if not every:
        raise unfit
    return every


def _words(
    connection: duckdb.DuckDBPyConnection, source: Source, recognized: Recognized
) -> tuple[str, ...]:
    """Return the first records' words for the result or status; none of a contact list."""
    field = {"log": "result", "status": "status"}.get(recognized.kind)
    if field is None:
        return ()
    place = dict(recognized.positions)[field]
    first = f"select c{place} as cell from ({relation_of_first(source)}) limit {SAMPLED_RECORDS}"
    try:
        cells = engine.answer(connection, first)["cell"]
    except duckdb.Error:
        return ()
    return tuple(cell for cell in cells.to_pylist() if cell)


def _fit(kind: str, words: Iterable[str]) -> int:
    """Return how many words are of that kind."""
    read = {"log": cell_words.result, "status": cell_words.status}.get(kind)
    return sum(1 for word in words if read and read(word))


def _are_results(words: Iterable[str]) -> bool:
    """Return whether one of the words is a result, ours or of a service: Delivered is no opt-in status."""
    return any(cell_words.result(word) or cell_words.is_of_delivery(word) for word in words)
