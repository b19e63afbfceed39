"""A viewer of some schools gets answers as if there were no other schools."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

import queries
from data import settings
from data.access import ROLES, NotAllowed, Right, Viewer, needs, person_at_machine
from data.words import vocabulary
from queries import parameter_values
from tests.answers import (
    ANOTHER_SCHOOLS_MESSAGE,
    ANOTHER_SCHOOLS_NUMBER,
    EVERY,
    GOLDEN,
    MESSAGE,
    NUMBER,
    Fill,
    Given,
    ReadGiven,
    ask,
    lines,
)
from tests.viewers import in_role, limited_to

LogsOf = Callable[[tuple[str, ...] | None], str]
# A note without a school is for the whole district, and a sum is of all that the viewer may see.
OF_SEVERAL_SCHOOLS = {"broadcast_reach", "broadcast_report", "day_notes", "who_can_be_texted"}
OF_LANGUAGES = ("broadcast_reach", "broadcast_report", "not_reached")  # of contacts that a filter selects
every_question = pytest.mark.parametrize("name", queries.names())


@pytest.fixture(scope="module")
def logs_of(tmp_path_factory: pytest.TempPathFactory, fill: Fill, read_given: ReadGiven) -> LogsOf:
    """The address of logs that hold the rows of these schools alone; of None, every row."""

    @functools.cache
    def address(schools: tuple[str, ...] | None) -> str:
        uri = str(tmp_path_factory.mktemp("logs"))
        rows = read_given(EVERY)
        fill(uri, rows if schools is None else _only(rows, schools))
        return uri

    return address


def _only(rows: Given, schools: tuple[str, ...]) -> Given:
    """The rows of these schools' families; a status or a reminder belongs to those that have its number.

    A row not imported has no school, so it is none of theirs. A note without a school is everybody's.
    """
    of_these = pa.array(schools, pa.string())
    families = {
        name: rows[name].filter(pc.is_in(rows[name]["school"], of_these))
        for name in ("messages", "contacts", "office_entries")
    }
    numbers = families["contacts"]["number"].combine_chunks()
    theirs = {
        name: rows[name].filter(pc.is_in(rows[name]["number"], numbers))
        for name in ("status_changes", "reminders")
    }
    nobodys = rows["left_out"].slice(0, 0)
    noted = pc.field("school").is_null() | pc.field("school").isin(of_these)
    of_theirs = {"day_notes": rows["day_notes"].filter(noted), "left_out": nobodys}
    return {**rows, **families, **theirs, **of_theirs}


@pytest.mark.parametrize("schools", [None, ("Lincoln High",), ()], ids=["all", "one", "none"])
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_masked_answers_or_none(
    role: str, schools: tuple[str, ...] | None, logs_of: LogsOf, subtests: pytest.Subtests
) -> None:
    viewer, everything = in_role(role, schools), limited_to(in_role(role, schools).schools)
    with queries.reading(logs_of(None)):
        for name in queries.names():
            with subtests.test(name):
                if not viewer.may(*needs.QUESTIONS[name]):
                    with pytest.raises(NotAllowed):
                        ask(name, viewer)
                    continue
                answer, full = ask(name, viewer), ask(name, everything)
                assert answer.schema == queries.read(name).schema(settings.load().timezone)
                expected = [
                    {key: _as_seen(viewer, key, value) for key, value in row.items()}
                    for row in _without_languages(name, viewer, full.to_pylist())
                ]
                rows = answer.to_pylist()
                # Masked numbers have an order of their own.
                assert sorted(rows, key=repr) == sorted(expected, key=repr)


def _without_languages(name: str, viewer: Viewer, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """These rows without the languages of contacts, for who may not see their names."""
    if viewer.may(Right.SEE_NAMES) or name not in OF_LANGUAGES:
        return rows
    hidden = {"not_reached": {"language": None}}.get(name, {})
    return [row | hidden for row in rows if row.get("level") != "language"]


def test_who_may_not_see_names_reads_the_language_of_no_contact(
    fill: Fill, read_given: ReadGiven, tmp_path: Path
) -> None:
    """Two filters could tell it of one contact; who_can_be_texted takes none."""
    fill(str(tmp_path), read_given(GOLDEN / "not_reached" / "given"))
    with queries.reading(str(tmp_path)):
        for name in OF_LANGUAGES:
            for role, expected in (("school", True), ("help desk", False)):
                rows = ask(name, in_role(role)).to_pylist()
                assert rows
                shown = [row["language"] or row.get("level") == "language" for row in rows]
                assert any(shown) is expected, f"{name} as {role}"


def test_the_order_of_masked_numbers_tells_nothing_of_them(
    logs_of: LogsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders, help_desk = set(), in_role("help desk")
    with queries.reading(logs_of(None)):
        for secret in map(str, range(20)):
            monkeypatch.setattr(parameter_values, "SECRET_ORDER", secret)
            listed = queries.run("statuses", help_desk).to_pylist()
            orders.add(tuple(row["number"] for row in listed))
            halves = [queries.run("statuses", help_desk, rows=3, skip=skip).to_pylist() for skip in (0, 3)]
            assert [*halves[0], *halves[1]] == listed[:6]
    assert len(orders) > 5


def test_an_id_made_of_a_number_neither_shows_nor_confirms_it(
    fill: Fill, read_given: ReadGiven, tmp_path: Path
) -> None:
    made, rows = f"{'0f' * 16}-1", read_given(EVERY)
    ids = [made, *rows["messages"]["message_id"].to_pylist()[1:]]
    texts = rows["messages"]
    texts = texts.set_column(texts.column_names.index("message_id"), "message_id", pa.array(ids))
    fill(str(tmp_path), {**rows, "messages": texts})
    service = rows["messages"]["service"][0].as_py()
    by_viewer = {}
    for role in ("school", "help desk"):
        with queries.reading(str(tmp_path)):
            listed = queries.run("messages", in_role(role))["message_id"].to_pylist()
            story = queries.run("message_story", in_role(role), service=service, message_id=made)
        by_viewer[role] = (made in listed, story.num_rows)
    assert by_viewer == {"school": (True, 1), "help desk": (False, 0)}


def _as_seen(viewer: Viewer, column: str, value: Any) -> Any:
    """What a viewer reads of a value, worked out without a pattern."""
    kind = vocabulary.PERSONAL.get(column)
    if kind in (None, "made id", "text") or value is None or value == "":
        return value
    if kind == "name":
        initials = " ".join(f"{part[0]}." for part in value.split())
        return value if viewer.may(Right.SEE_NAMES) else initials
    if kind == "numbers":
        is_as_it_is = viewer.may(Right.SEE_FULL_NUMBERS) or isinstance(value, int)
        return value if is_as_it_is else ", ".join(f"•••••••{own[-2:]}" for own in value.split(", "))
    if kind == "number":
        return value if viewer.may(Right.SEE_FULL_NUMBERS) else f"•••••••{value[-2:]}"
    return value if viewer.may(Right.SEE_NAMES) else "•••"


@every_question
@pytest.mark.parametrize(
    "schools",
    [("Lincoln High",), ("Grant Elementary",), ("Lincoln High", "Grant Elementary"), ("Nowhere",), ()],
    ids=lambda schools: " and ".join(schools) or "none",
)
def test_a_viewer_gets_answers_as_if_there_were_no_other_schools(
    name: str, schools: tuple[str, ...], logs_of: LogsOf
) -> None:
    for number, message in ((NUMBER, MESSAGE), (ANOTHER_SCHOOLS_NUMBER, ANOTHER_SCHOOLS_MESSAGE)):
        with queries.reading(logs_of(None)):
            made_the_batches = replace(limited_to(schools), name="ann")
            limited = ask(name, made_the_batches, number=number, message_id=message)
        with queries.reading(logs_of(schools)):
            everything = ask(name, limited_to(None), number=number, message_id=message)

        assert lines(limited) == lines(everything), f"{name} shows a viewer of {schools} other schools"
        if "school" in limited.column_names:
            allowed = {*schools, None} if name in OF_SEVERAL_SCHOOLS else {*schools}
            assert set(limited["school"].to_pylist()) <= allowed


def test_a_caller_cannot_widen_what_a_viewer_may_see(logs_of: LogsOf, principal: Viewer) -> None:
    with queries.reading(logs_of(None)):
        widened = queries.run("messages", principal, schools_allowed=None)
        assert lines(widened) == lines(queries.run("messages", principal))
    assert set(widened["school"].to_pylist()) == {"Lincoln High"}


def test_a_kept_answer_is_not_shown_to_another_viewer(logs_of: LogsOf, principal: Viewer) -> None:
    with queries.reading(logs_of(None)):
        everyone = queries.run("messages", person_at_machine()).num_rows
        assert queries.run("messages", principal).num_rows < everyone
        assert queries.run("messages", limited_to(())).num_rows == 0
        assert queries.run("messages", person_at_machine()).num_rows == everyone


def test_an_undefined_role_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown role 'superuser'"):
        Viewer("a person", "superuser")
