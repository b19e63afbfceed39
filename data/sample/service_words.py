"""The vocabulary under the generator's own names, and how the sample service words a reason."""

from __future__ import annotations

from random import Random

from data.words.vocabulary import REASONS, RESULTS, STATUSES, Reason

WAITING, ON_ITS_WAY, TAKEN, HELD_BACK, NOT_COMPLETED = (result.name for result in RESULTS)
AWAITED, SAID_YES, SAID_NO = (status.name for status in STATUSES)
(
    NO_ANSWER_OR_BLOCKED,
    DENIED_OR_AWAITED,
    NO_ACTIVE_NUMBER,
    DUPLICATE,
    NO_SMS_NUMBER,
    CARRIER_TROUBLE,
    CARRIER_BLOCKED,
    ACCOUNT_GONE,
    PHONE_CANNOT,
) = REASONS

# {0} and {1} are the telling words of the vocabulary, by which an importer must recognize the sentence.
_SENTENCES = {
    NO_ANSWER_OR_BLOCKED: "The contact is not {0}, or the number is on a {1}.",
    DENIED_OR_AWAITED: "Consent for texts is {0} or still {1}.",
    NO_ACTIVE_NUMBER: "There is {0} number for texts.",
    DUPLICATE: "Skipped as a {0} of a number that was texted before.",
    NO_SMS_NUMBER: "The contact has {0} that can take {1}.",
    CARRIER_TROUBLE: "The carrier reported {0}.",
    CARRIER_BLOCKED: "The carrier lists this contact as {0}.",
    ACCOUNT_GONE: "The phone account is {0} or {1}.",
    PHONE_CANNOT: "The phone has no {0}, or it is switched {1}.",
}
_BAD_DAY = "Carrier B reported {0}."
_RIDDLES = ("Other: see the service's own log.", "Unspecified condition 21.")
_CODES = {
    CARRIER_TROUBLE: ("30008", "30008", "30001"),
    CARRIER_BLOCKED: ("30007", "30004"),
    ACCOUNT_GONE: ("30005",),
    PHONE_CANNOT: ("30003", "30006"),
}
_SERVICE_WORDS = {
    WAITING: "queued",
    ON_ITS_WAY: "in transit",
    TAKEN: "accepted",
    HELD_BACK: "suppressed",
    NOT_COMPLETED: "rejected",
}


def said(reason: Reason, chance: Random) -> str | None:
    """How the log puts a reason: as the key, a sentence, a one-word result, a riddle, or not at all."""
    roll = chance.random()
    if roll < 0.12:
        return None
    if roll < 0.40:
        return reason.key
    if roll < 0.46 and reason.whole:
        return chance.choice(reason.whole)
    if roll < 0.465:
        return chance.choice(_RIDDLES)
    return _SENTENCES[reason].format(*reason.telling)


def said_on_the_bad_day() -> str:
    """The sentence of the one carrier that had trouble on the bad day."""
    return _BAD_DAY.format(*CARRIER_TROUBLE.telling)


def carrier_code(reason: Reason, chance: Random) -> str:
    """A code that carriers use for the reason."""
    return chance.choice(_CODES[reason])


def service_word(result: str) -> str:
    """The sample service's own word for a result."""
    return _SERVICE_WORDS[result]
