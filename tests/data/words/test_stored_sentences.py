"""Sentences that are stored in English, read in another language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.words import catalog, stored_sentences
from data.words.catalog import _, in_english, ngettext

SPANISH = """
msgid ""
msgstr ""
"Language: es\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "This row has no phone number."
msgstr "Esta fila no tiene número de teléfono."

msgid "“{cell}” isn't one of the results: {results}."
msgstr "«{cell}» no es un resultado: {results}."

msgid "{name}."
msgstr "¡{name}!"

msgid "Read as {format}."
msgstr "Leído como {format}."

msgid "{number} time is in the hour that the clock repeats."
msgid_plural "{number} times are in the hour that the clock repeats."
msgstr[0] "{number} hora está en la hora repetida."
msgstr[1] "{number} horas están en la hora repetida."
"""


@pytest.fixture
def _in_spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    file = tmp_path / "messages.po"
    file.write_text(SPANISH, encoding="utf-8")
    monkeypatch.setenv("SMS_REPORTS_CATALOG", str(file))
    catalog._reader.cache_clear()
    yield
    monkeypatch.undo()
    catalog._reader.cache_clear()


@pytest.mark.usefixtures("_in_spanish")
@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("", ""),
        ("A sentence of an earlier version.", "¡A sentence of an earlier version!"),
        ("This row has no phone number.", "Esta fila no tiene número de teléfono."),
        ("“2026. Ok” isn't one of the results: A, B.", "«2026. Ok» no es un resultado: A, B."),
        ("1 time is in the hour that the clock repeats.", "1 hora está en la hora repetida."),
        ("1,234 times are in the hour that the clock repeats.", "1.234 horas están en la hora repetida."),
        ("Read as A. B. 2 times are in the hour that the clock repeats. Unknown", None),
    ],
)
def test_a_stored_sentence_is_shown_in_the_readers_language(stored: str, shown: str | None) -> None:
    if shown is None:
        shown = "Leído como A. ¡B! 2 horas están en la hora repetida. Unknown"
    assert stored_sentences.shown(stored) == shown


@pytest.mark.usefixtures("_in_spanish")
def test_sentences_that_are_stored_are_in_english_whoever_imports() -> None:
    with in_english():
        stored = [
            _("“{cell}” isn't one of the results: {results}.", cell="a", results="b"),
            ngettext("{number} row", "{number} rows", 1_234, number=1_234),
        ]
    assert stored == ["“a” isn't one of the results: b.", "1,234 rows"]
    assert _("This row has no phone number.") == "Esta fila no tiene número de teléfono."


def test_an_english_reader_reads_what_is_stored() -> None:
    assert stored_sentences.shown("“a” isn't a date.") == "“a” isn't a date."
