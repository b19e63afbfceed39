"""The catalog holds every sentence of the code, in the product's own words."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import pofile

from tests.house.project import ROOT, checked, text

LOCALES = ROOT / "data/words/locales"
# Words that the product doesn't use, and what it says instead.
AVOIDED = {
    r"\btak(e|en|ing) in\b": "import",
    r"\bset aside\b": "skipped",
    r"\bleft out\b": "skipped or rejected",
    r"\bmend(ed)?\b": "correct",
    r"\bno final word\b|\bstuck\b": "no final result",
    r"\bin vain\b|\blately\b|\bthereof\b|\bshall\b|\bwhatever\b": "a plain word",
    r"\bpress(ed)?\b": "select or click",
    r"\be-mails?\b": "email",
    r"\bmay (not )?be texted\b": "can be texted, can't be texted",
    r"\bas of\b": "updated",
    r"\btoo few to judge\b": "too few to compare",
    r"\brun of reminders\b": "reminder batch",
}
PLACE = re.compile(r"\{([^{}]*)\}")


def entries() -> list[tuple[str, ...]]:
    """Return the sentences of the catalog of the pages, each with the forms for one and for many."""
    with (LOCALES / "messages.pot").open("rb") as file:
        keys = [message.id for message in pofile.read_po(file) if message.id]
    return [(key,) if isinstance(key, str) else tuple(key) for key in keys]


def test_the_catalogs_are_those_of_the_code(tmp_path: Path) -> None:
    makefile = text(ROOT / "Makefile").split("messages: ")[1].split("\n\n")[0]
    for command in re.split(r"\n\t@", makefile)[1:]:
        line = command.replace("\\\n\t\t", " ").replace("$(BIN)/python", sys.executable)
        line = line.replace("data/words/locales", str(tmp_path))
        subprocess.run(line.split(), cwd=ROOT, check=True, capture_output=True)
    for name in ("messages.pot", "flyers.pot"):
        assert text(LOCALES / name) == (tmp_path / name).read_text(encoding="utf-8"), (
            f"{name} isn't that of the code: run `make messages` and commit it."
        )


def test_sentences_use_the_words_of_the_product(subtests: pytest.Subtests) -> None:
    for forms in entries():
        with checked(subtests, forms[0]):
            for word, instead in AVOIDED.items():
                for form in forms:
                    assert not re.search(word, form, re.IGNORECASE), f"{form!r}: write {instead}."


def test_places_of_sentences_have_names_that_translators_understand(subtests: pytest.Subtests) -> None:
    for forms in entries():
        with checked(subtests, forms[0]):
            for form in forms:
                for place in PLACE.findall(form):
                    assert re.fullmatch(r"[a-z_]{3,}", place), f"{form!r}: name the place {{{place}}}."
