"""The words by which families opt in, as they are named everywhere: with those that mean the same."""

from __future__ import annotations

from data.words.catalog import _
from data.words.vocabulary import STATUS_OF, plain

# Words that services treat as the same. If the setting `opt_in_word` is one of them, all of them are named,
# that one first. They are the same in every language, because services don't translate them.
SAME_WORDS = (("Y", "Yes"),)
USUAL = "Y"  # where the settings name no word


def opt_in_words(word: str) -> tuple[str, ...]:
    """Return the opt-in word, and after it those that services treat as the same."""
    for words in SAME_WORDS:
        others = tuple(other for other in words if plain(other) != plain(word))
        if len(others) < len(words):
            return (word, *others)
    return (word,)


def quoted(word: str) -> str:
    """Return the opt-in word and those that mean the same, to be named in a sentence: “Y” or “Yes”."""
    words = opt_in_words(word)
    if len(words) == 1:
        return _("“{word}”", word=word)
    return _("“{first}” or “{second}”", first=words[0], second=words[1])


def status_meaning(status: str, word: str) -> str:
    """Return what a status means, by its stored name; `word` is the district's opt-in word, or ""."""
    return STATUS_OF[status].meaning.format(words=quoted(word or USUAL))
