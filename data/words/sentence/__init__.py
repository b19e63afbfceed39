"""Fields of the vocabulary that are kept in English and read in the reader's language."""

from __future__ import annotations

from typing import overload

from data.words.catalog import _


class Sentence:
    """A field that is kept in English and read in the reader's language."""

    def __set_name__(self, _owner: type, name: str) -> None:
        """Remember where the English text is kept."""
        self._kept = f"_{name}_in_english"

    @overload
    def __get__(self, holder: None, owner: type) -> Sentence: ...
    @overload
    def __get__(self, holder: object, owner: type) -> str: ...
    def __get__(self, holder: object | None, owner: type) -> Sentence | str:
        """Return the text in the reader's language."""
        if holder is None:
            raise AttributeError  # the field has no default
        return _(holder.__dict__[self._kept])

    def __set__(self, holder: object, text: str) -> None:
        """Keep the English text."""
        holder.__dict__[self._kept] = text
