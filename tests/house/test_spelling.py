"""Words stand where they belong: results in the vocabulary, sentences in the catalog, numbers nowhere."""

from __future__ import annotations

import ast
import re

import pytest

from data.words import vocabulary
from tests.house.project import ROOT, below, calls, checked, files, name, nodes, text

SINGLE_WORDS = re.compile(r"""(["'])(Sent|Sending)\1""")
LOOKS_LIKE_A_NUMBER = re.compile(
    r"(?<![\w.-])(?:\+?1[-. ]?)?\(?([2-9]\d{2})\)?[-. ]{0,2}([2-9]\d{2})[-. ]?(\d{4})(?![\w-])"
)
CATALOG_CALLS = {
    "_": 1,
    "N_": 1,
    "ngettext": 2,
    "catalog._": 1,
    "catalog.ngettext": 2,
}  # literals they take


def test_one_file_spells_the_results_and_the_statuses(subtests: pytest.Subtests) -> None:
    names = [result.name for result in vocabulary.RESULTS] + [status.name for status in vocabulary.STATUSES]
    spaced = [each for each in names if " " in each]
    for file in files(".py", ".sql", ".toml", ".html"):
        if name(file).startswith("tests/") or name(file) == "data/words/vocabulary.toml":
            continue
        with checked(subtests, name(file)):
            spelled = [each for each in spaced if each in text(file)]
            if file.suffix in (".py", ".sql"):  # a provider's columns may well be called “Sent”
                spelled += [match[0] for match in SINGLE_WORDS.finditer(text(file))]
            assert not spelled, (
                f"{name(file)} spells {', '.join(spelled)}: take it from data.words.vocabulary, or join "
                "results or statuses in SQL."
            )


def test_phone_numbers_are_fictional(subtests: pytest.Subtests) -> None:
    for file in files():
        with checked(subtests, name(file)):
            for match in LOOKS_LIKE_A_NUMBER.finditer(text(file)):
                if len(set(re.sub(r"\D", "", match[0])[-10:])) == 1:
                    continue  # 999-999-9999 stands for no number
                assert match[2] == "555" and match[3].startswith("01"), (  # noqa: PT018 - one rule
                    f"{name(file)} holds {match[0]!r}: use NXX-555-0100 to NXX-555-0199 only."
                )


def test_files_name_no_place_on_one_machine(subtests: pytest.Subtests) -> None:
    for file in files():
        with checked(subtests, name(file)):
            for place in ("work", "root"):
                match = re.search(rf"(?<![\w./:])/{place}/\S*", text(file))
                assert not match, (
                    f"{name(file)} names {match and match[0]}: write paths as a reader has them."
                )


def test_sentences_of_the_catalog_are_written_whole(subtests: pytest.Subtests) -> None:
    for file in [ROOT / "dashboard.py", *below("data", "queries", "pages")]:
        with checked(subtests, name(file)):
            for called, call in calls(file):
                for argument in call.args[: CATALOG_CALLS.get(called, 0)]:
                    assert _is_text_or_name(argument), (
                        f"{name(file)}, line {call.lineno}: the extractor reads only text in the call "
                        "itself; give each sentence whole, with named places."
                    )


def _is_text_or_name(argument: ast.expr) -> bool:
    """Return whether an argument is a literal, or names a constant that was marked elsewhere."""
    if isinstance(argument, ast.Constant):
        return isinstance(argument.value, str)
    return not isinstance(argument, ast.JoinedStr | ast.BinOp)


def test_html_is_escaped_by_its_type(subtests: pytest.Subtests) -> None:
    for file in below("pages"):
        with checked(subtests, name(file)):
            imported = [
                node.module
                for node in nodes(file)
                if isinstance(node, ast.ImportFrom) and any(alias.name == "escape" for alias in node.names)
            ]
            assert "html" not in imported, f"{name(file)}: use Markup or a template instead of html.escape."
