"""The lines that the office reads aloud to a family about its number, in each language of the flyer.

The English sentences stand here and are marked for flyers.pot by `F_`, as those of the flyer are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from data.flyers.languages import LANGUAGES
from data.flyers.sentences import F_, answer_words, translated
from data.settings import Answering
from data.words.spoken_days import spoken_day

# By what would happen to a text now (data/words/number_words/numbers.toml).
LINES: Mapping[str, str] = {
    # Translators: Read aloud to a family: its number gets texts.
    "will": F_("This number gets our text messages."),
    # Translators: Read aloud to a family: texts to its number keep failing. {day} is a date.
    "keeps_failing": F_(
        "Our text messages to this number have failed since {day}. "
        "Please give us a number that can get text messages."
    ),
    # Translators: Read aloud to a family: its number is a landline.
    "no_sms": F_(
        "This number is a landline, so it can't get text messages. Please give us a cell phone number."
    ),
    # Translators: Read aloud to a family that hasn't opted in. {words} is such as “Y” or “Yes”.
    "pending": F_(
        "We can text this number only if you say yes. From that phone, text {words} to {code}. "
        "You will get a confirmation."
    ),
    # Translators: Read aloud to a family that opted out.
    "opted_out": F_(
        "We were asked not to send text messages to this number. "
        "To get them again, text {words} to {code} from that phone."
    ),
    # Translators: Read aloud to a family whose number is on no consent list.
    "unlisted": F_("This number isn't on our list for text messages yet. We will check why."),
}
WITHOUT_CODE: Mapping[str, str] = {  # where the settings name no short code
    # Translators: Read aloud to a family that hasn't opted in, without a short code to text to.
    "pending": F_(
        "We can text this number only if you say yes. Please answer our text message from that phone."
    ),
    # Translators: Read aloud to a family that opted out, without a short code to text to.
    "opted_out": F_(
        "We were asked not to send text messages to this number. Only you can change this, from that phone."
    ),
}


def lines(verdict: str, answerings: Mapping[str, Answering], since: date | None = None) -> dict[str, str]:
    """Return the line about a number in each language, by the language's code; none for an unknown number.

    `answerings` says how families answer in each language, and `since` when its texts began to fail.
    """
    if verdict not in LINES:
        return {}
    return {
        language.key: _line(language.key, verdict, answerings[language.key], since)
        for language in LANGUAGES
    }


def _line(language: str, verdict: str, answering: Answering, since: date | None) -> str:
    sentence = LINES[verdict]
    if verdict in WITHOUT_CODE and not answering.short_code:
        sentence = WITHOUT_CODE[verdict]
    places = {
        "day": spoken_day(since, language) if since else "",
        "code": " ".join(answering.short_code),
        "words": answer_words(language, answering.opt_in_word),
    }
    return translated(language, sentence, places)
