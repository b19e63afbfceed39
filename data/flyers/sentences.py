"""The sentences of the flyer, in the language of the family.

The English sentences stand here and are marked for flyers.pot by `F_`. Another language has its own in
data/words/locales/<language>/LC_MESSAGES/flyers.po.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from gettext import NullTranslations

from data.flyers.languages import DEFAULT
from data.settings import Answering, Settings
from data.words import catalog
from data.words.opt_in_words import opt_in_words

PLACE = re.compile(r"\{(\w+)\}")


def F_(sentence: str) -> str:  # noqa: N802 - named like N_, which marks sentences of the screen
    """Mark a sentence of the flyer for flyers.pot."""
    return sentence


# Translators: The document's title, and the largest sentence: {words} has to come before {code}.
ANSWER = F_("Text {words} to {code}")
# Translators: Two opt-in words in the largest sentence.
TWO_WORDS = F_("{first} or {second}")
# Translators: Two opt-in words in the title.
TWO_QUOTED_WORDS = F_("“{first}” or “{second}”")
# Translators: One opt-in word in the title.
QUOTED_WORD = F_("“{word}”")
# The sources of these sentences, of what stops an answer, and of the small print:
# https://sites.google.com/newtown.k12.ct.us/ntpstechnology/schoolmessenger/sm-faq
# https://www.hssd.net/cms/One.aspx?portalId=365629&pageId=3031269
# https://2sms1.zendesk.com/hc/en-us/articles/202459869-What-is-a-Premium-Messaging-block-
# https://usshortcodedirectory.com/ctia-short-code-monitoring-handbook/
SENTENCES: Mapping[str, str] = {
    # Translators: The heading.
    "headline": F_("Get our text messages"),
    # Translators: Under the heading: why the family has to answer.
    "reason": F_("We can text you only if you say yes. Say it now:"),
    # Translators: Under the QR code.
    "scan": F_("Or scan with your phone’s camera: the message opens, ready to send."),
    # Translators: The QR code, described for people who can't see it.
    "picture": F_("QR code: opens a text message to {code} that says {word}."),
    # Translators: Under the frame.
    "each_phone": F_("Send it once from each phone that should get our texts."),
    # Translators: Above the list of what families get.
    "gets": F_("What you will get"),
    # Translators: Above the list of what to check.
    "checks": F_("No answer, or “message failed”?"),
    # Translators: The small print, first line.
    "rates": F_("Message and data rates may apply. Message frequency varies."),
    # Translators: The small print, second line. Services know STOP and HELP only in English.
    "stop": F_("To stop, text STOP to {code}. For help, text HELP to {code}."),
}
GETS = (
    # Translators: What families get.
    F_("Closings, late starts and emergencies"),
    # Translators: What families get.
    F_("Attendance and school news"),
    # Translators: What families get.
    F_("First, a confirmation text"),
)
CHECKS = (
    # Translators: What to check if no answer comes.
    F_("Check your signal. Send it to {code} itself, as a text message (SMS), not in a chat app."),
    # Translators: What to check if no answer comes.
    F_("Still no answer? Ask your phone company to allow short codes (“premium” messages) on your plan."),
)
# Translators: Whom to ask; {support} is from the settings, such as "the help desk".
QUESTIONS = F_("Questions? Ask {support}.")
# Translators: Whom to ask if the settings name no support.
QUESTIONS_FOR_THE_OFFICE = F_("Questions? Ask your district office.")


def answer_words(language: str, word: str) -> str:
    """Return the opt-in word and those that mean the same, in a language: "Y or Yes", "Y o Yes"."""
    both = opt_in_words(word)
    if len(both) == 1:
        return word
    return _fill(_translations(language).gettext(TWO_WORDS), {"first": both[0], "second": both[1]})


def translated(language: str, sentence: str, places: Mapping[str, str]) -> str:
    """Return a sentence that `F_` marks in a language, with its places filled."""
    return _fill(_translations(language).gettext(sentence), places)


def filled(language: str, answering: Answering) -> dict[str, object]:
    """Return what flyer.typ prints: sentences by key, `get_points` and `check_points`, and `answer`.

    `answer` holds the pieces of the largest sentence: `before`, `words`, `or`, `between` and `after`.
    Raises FileNotFoundError if the language has no flyers.po.
    """
    words = opt_in_words(answering.opt_in_word)
    places = {"code": answering.short_code, "word": words[0], "support": answering.support.rstrip(".")}
    is_named = answering.support not in ("", Settings.support)

    def printed(sentence: str) -> str:
        return _fill(_translations(language).gettext(sentence), places)

    quoted = printed(TWO_QUOTED_WORDS) if len(words) > 1 else printed(QUOTED_WORD)
    places["words"] = _fill(quoted, {"first": words[0], "second": words[-1]})
    return {
        **{key: printed(sentence) for key, sentence in SENTENCES.items()},
        "title": printed(ANSWER),
        "get_points": [printed(sentence) for sentence in GETS],
        "check_points": [printed(sentence) for sentence in CHECKS],
        "questions": printed(QUESTIONS if is_named else QUESTIONS_FOR_THE_OFFICE),
        "answer": _answer(language, words),
    }


def _answer(language: str, words: tuple[str, ...]) -> dict[str, object]:
    """Return the largest sentence in pieces, because its words and its code have sizes of their own."""
    translate = _translations(language).gettext
    before, between, after = (piece.strip() for piece in PLACE.split(translate(ANSWER))[::2])
    either = PLACE.split(translate(TWO_WORDS))[2].strip()
    return {"before": before, "words": words, "or": either, "between": between, "after": after}


@functools.cache
def _translations(language: str) -> NullTranslations:
    if language == DEFAULT:
        return NullTranslations()
    return catalog.read(catalog.FOLDER / language / "LC_MESSAGES" / "flyers.po")[0]


def _fill(sentence: str, places: Mapping[str, str]) -> str:
    """Return a sentence with its places filled at once, so that a brace in a name stays a brace."""
    return PLACE.sub(lambda place: places.get(place[1], place[0]), sentence)
