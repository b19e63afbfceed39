"""Results, statuses and reasons by name, and how the sample service words them."""

from __future__ import annotations

from random import Random

from data.words.vocabulary import REASONS, RESULTS, STATUSES, Reason

NOT_SENT_YET, SENDING, SENT, INELIGIBLE, FAILED = (result.name for result in RESULTS)
PENDING, OPTED_IN, OPTED_OUT = (status.name for status in STATUSES)
(
    NOT_OPTED_IN_OR_BLOCKED,
    OPTED_OUT_OR_PENDING,
    NO_ACTIVE_NUMBER,
    DUPLICATE,
    NO_SMS_NUMBER,
    CARRIER_PROBLEM,
    CARRIER_BLOCKED,
    OUT_OF_SERVICE,
    PHONE_CANT_RECEIVE,
) = REASONS

# {0} and {1} are the words of the vocabulary by which the importer recognizes the reason.
_SENTENCES = {
    NOT_OPTED_IN_OR_BLOCKED: "The contact is not {0}, or the number is on a {1}.",
    OPTED_OUT_OR_PENDING: "Consent for texts is {0} or still {1}.",
    NO_ACTIVE_NUMBER: "There is {0} number for texts.",
    DUPLICATE: "Skipped as a {0} of a number that was texted before.",
    NO_SMS_NUMBER: "The contact has {0} that can take {1}.",
    CARRIER_PROBLEM: "The carrier reported {0}.",
    CARRIER_BLOCKED: "The carrier lists this contact as {0}.",
    OUT_OF_SERVICE: "The phone account is {0} or {1}.",
    PHONE_CANT_RECEIVE: "The phone has no {0}, or it is switched {1}.",
}
_BAD_DAY = "Carrier B reported {0}."
_UNCLEAR = ("Other: see the service's own log.", "Unspecified condition 21.")
_CODES = {
    CARRIER_PROBLEM: ("30008", "30008", "30001"),
    CARRIER_BLOCKED: ("30007", "30004"),
    OUT_OF_SERVICE: ("30005",),
    PHONE_CANT_RECEIVE: ("30003", "30006"),
}
_SERVICE_WORDS = {
    NOT_SENT_YET: "queued",
    SENDING: "in transit",
    SENT: "accepted",
    INELIGIBLE: "suppressed",
    FAILED: "rejected",
}


def reason_text(reason: Reason, chance: Random) -> str | None:
    """Return a reason as the log words it: its key, a sentence, one word, something unclear, or nothing."""
    roll = chance.random()
    if roll < 0.12:
        return None
    if roll < 0.40:
        return reason.key
    if roll < 0.46 and reason.whole:
        return chance.choice(reason.whole)
    if roll < 0.465:
        return chance.choice(_UNCLEAR)
    return _SENTENCES[reason].format(*reason.telling)


def bad_day_reason_text() -> str:
    """Return the sentence of the carrier that had a problem on the bad day."""
    return _BAD_DAY.format(*CARRIER_PROBLEM.telling)


def carrier_code(reason: Reason, chance: Random) -> str:
    """Return a code that carriers use for the reason."""
    return chance.choice(_CODES[reason])


def service_word(result: str) -> str:
    """Return the sample service's own word for a result."""
    return _SERVICE_WORDS[result]
