"""Pages ask the questions that exist, and the docs tell of every question, page and setting."""

from __future__ import annotations

import ast
import re
import tomllib
from dataclasses import fields

import pytest

import queries
from data.settings import DEFAULT_FILE, Settings
from pages.parts import downloads
from tests.house.project import ROOT, below, calls, checked, imports, name, nodes, text

# Asked on the command line; pages ask for all levels at once, beside those that they are compared with.
FOR_SCRIPTS = {
    "broadcast_reach",
    "broadcast_reasons",
    "outcome_totals",
    "result_totals",
    "part_totals",
    "results_by_broadcast",
    "stage_totals",
    "reason_totals",
    # Asked where a page of the list is put together (queries/paging.py).
    "text_places",
    "instants_of_texts",
    "texts_per_number",
    "numbers_of_texts",
}
ASKING = ("run", "queries.run", "stream", "queries.stream", "queries.read")


def test_every_question_is_asked_by_a_page(subtests: pytest.Subtests) -> None:
    spelled = {
        node.value
        for file in [
            ROOT / "queries/fields.py",
            ROOT / "queries/record_fields.py",
            *below("pages"),
        ]  # fields name the question of their values
        for node in nodes(file)
        if isinstance(node, ast.Constant)
    }
    for question in sorted(set(queries.names()) - FOR_SCRIPTS):
        with checked(subtests, question):
            assert question in spelled, (
                f"No page asks '{question}': use it in one, or remove its .sql file."
            )


def test_pages_ask_only_questions_that_exist(subtests: pytest.Subtests) -> None:
    for file in below("pages"):
        with checked(subtests, name(file)):
            for called, call in calls(file):
                if called in ASKING and call.args and isinstance(call.args[0], ast.Constant):
                    assert call.args[0].value in queries.names(), (
                        f"{name(file)}, line {call.lineno}: there is no question {call.args[0].value!r}."
                    )


def test_downloads_are_used_through_what_their_folder_names(subtests: pytest.Subtests) -> None:
    folder = downloads.__name__
    public = {folder, *(f"{folder}.{module}" for module in downloads.__all__)}
    for file in [ROOT / "dashboard.py", *below("pages")]:
        if name(file).startswith(f"{folder.replace('.', '/')}/"):
            continue
        with checked(subtests, name(file)):
            for module in imports(file):
                assert (
                    not module.startswith(folder)
                    or module in public
                    or module.startswith(tuple(f"{each}." for each in public - {folder}))
                ), f"{name(file)} imports {module}: use what {folder} names, or name it there."


def test_every_setting_is_in_the_projects_own_file() -> None:
    settings = tomllib.loads(DEFAULT_FILE.read_text(encoding="utf-8"))
    missing = [field.name for field in fields(Settings) if field.name not in settings]
    assert not missing, f"data/district.toml lacks {missing}: add each with its default and a comment."


def test_the_docs_name_every_question_page_and_setting(subtests: pytest.Subtests) -> None:
    # Not docs/contributing.md: the question and page that its walk adds are to be in the others, too.
    others = (file for file in (ROOT / "docs").glob("*.md") if file.stem != "contributing")
    documents = [ROOT / "README.md", *sorted(others)]
    written = "\n".join(text(document) for document in documents)
    pages = (file.stem for file in (ROOT / "pages").glob("[!_]*.py"))
    for each in (*queries.names(), *pages, *(field.name for field in fields(Settings))):
        with checked(subtests, each):
            assert re.search(rf"\b({each}|{each.replace('_', ' ')})\b", written, re.IGNORECASE), (
                f"Neither README.md nor docs/ names `{each}`: add a line about it."
            )
