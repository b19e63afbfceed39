"""The extractors of sentences in TOML and SQL for `make messages`. Babel itself reads Python and HTML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

SHOWN = ("name", "title", "meaning", "words", "change", "next_step")  # keys whose text people read


def toml_sentences(
    file: IO[bytes],
    _keywords: object,
    _comment_tags: object,
    options: object,  # noqa: ARG001 - Babel gives it by this name
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Return the line, function, text and comments of every sentence of a TOML file, for Babel."""
    text = file.read().decode("utf-8")
    lines = text.splitlines()
    for sentence in dict.fromkeys(_sentences(tomllib.loads(text))):
        line = next((number for number, line in enumerate(lines, 1) if sentence in line), 0)
        yield line, "_", sentence, []


def question_sentences(
    file: IO[bytes],
    _keywords: object,
    _comment_tags: object,
    options: object,  # noqa: ARG001 - Babel gives it by this name
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Return the sentence of a question, the first line of its file, for Babel. Other SQL has none."""
    folders = Path(file.name).parts[:-1]
    if "queries" in folders and "shared" not in folders:
        yield 1, "_", file.readline().decode("utf-8").removeprefix("--").strip(), []


def _sentences(entries: Mapping[str, Any] | Sequence[Any]) -> Iterator[str]:
    pairs = entries.items() if isinstance(entries, Mapping) else ((None, value) for value in entries)
    for key, value in pairs:
        if isinstance(value, Mapping | list):
            yield from _sentences(value)
        elif key in SHOWN and isinstance(value, str):
            yield value
