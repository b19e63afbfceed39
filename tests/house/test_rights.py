"""Every page, fragment, question, route and command states the right it needs."""

from __future__ import annotations

import argparse
import re

import dashboard
import queries
from data import __main__ as data_command
from data.access import Right, needs
from tests.house.project import ROOT

FRAGMENT = re.compile(r'@fragment\(\s*("(?P<key>\w+)"|FRAGMENT)')
NAMED_KEY = re.compile(r'^FRAGMENT = "(\w+)"', re.MULTILINE)


def test_every_page_needs_a_right() -> None:
    assert {path for path, _title, _show in dashboard.PAGES} == set(needs.PAGES)


def test_every_question_needs_a_right() -> None:
    assert set(queries.names()) == set(needs.QUESTIONS)


def test_every_fragment_needs_a_right() -> None:
    keys = set()
    for file in (ROOT / "pages").rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        for match in FRAGMENT.finditer(source):
            keys |= {match["key"]} if match["key"] else set(NAMED_KEY.findall(source))
    assert keys == set(needs.FRAGMENTS)


def test_every_command_needs_a_right() -> None:
    parser = data_command._parser()
    actions = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    assert set(actions[0].choices) == set(needs.COMMANDS)


def test_every_question_with_original_numbers_needs_the_right_to_see_them() -> None:
    for name in queries.names():
        kinds = dict(queries.read(name).columns)
        if kinds.get("number") == "bigint":  # a mask is a text
            assert Right.SEE_FULL_NUMBERS in needs.QUESTIONS[name], name


def test_nothing_is_open_to_everybody_but_the_way_in_and_the_answer_for_monitors() -> None:
    tables = (needs.PAGES, needs.FRAGMENTS, needs.QUESTIONS, needs.ROUTES, needs.COMMANDS)
    assert [name for table in tables for name, rights in table.items() if not rights] == [
        "/sign_in",
        "/healthz",
    ]
