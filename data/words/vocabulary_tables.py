"""The vocabulary as tables that SQL joins instead of spelling a result or a status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import babel.numbers
import pyarrow as pa

from data.words.number_words import FIXES, OBSTACLES, VERDICTS
from data.words.office import CALL_RESULTS
from data.words.remedies import FIXERS, PROOFS, SENDER, SENDER_CODES
from data.words.vocabulary import (
    NOT_STATED_FIXER,
    NOT_STATED_PART,
    OUTCOME_DAYS,
    PARTS,
    PENDING_PARTS,
    REASONS,
    REFUSED,
    RESULTS,
    STATUSES,
    WORDS,
    is_undelivered,
)

ALREADY_REACHED = PARTS[0].key
RESULT_COLUMNS = ("stage", "is_final", "is_failure", "changes")
REASON_COLUMNS = ("result", "part", "takes_no_texts", "who_can_fix")
NO_CURRENCIES = {"XXX", "XTS"}  # ISO 4217 has a code for none, and one for tests


def currency_codes() -> list[str]:
    """Return the ISO 4217 codes of currencies, old ones too."""
    return sorted(babel.numbers.list_currencies() - NO_CURRENCIES)


def tables() -> dict[str, pa.Table]:
    """Return the vocabulary as tables that SQL joins; `place` is the order of their rows.

    results(result, stage, place, is_final, is_failure, is_undelivered, changes), reasons(reason, result,
    part, takes_no_texts, who_can_fix, lacks_consent, is_already_reached, place), parts(part,
    is_not_stated, place), call_results(call_result, is_reached, place), statuses(status, place, is_pending,
    can_be_texted), pending_parts(part, place), pending_ages(age, days, place), landlines(phone_type,
    place), outcome_days(days, place), refusals(how_begins, place), proofs(proof, source, reason, place),
    fixers(who_can_fix, fixes_senders, fixes_not_stated, place), sender_codes(service, carrier_code, place),
    obstacles(obstacle, name, place), fixes(fix, name, state, place), fix_reasons(reason, fix, place) and
    list_verdicts(verdict, is_tried, place).
    """
    return {
        "results": _table(
            RESULTS,
            {"result": "name"} | {name: name for name in RESULT_COLUMNS},
            is_undelivered=[is_undelivered(result.name) for result in RESULTS],
        ),
        "parts": _table(
            PARTS,
            {"part": "key"},
            is_not_stated=[part.key == NOT_STATED_PART for part in PARTS],
        ),
        "call_results": _table(CALL_RESULTS, {"call_result": "name", "is_reached": "is_reached"}),
        "statuses": _table(
            STATUSES, {"status": "name", "is_pending": "is_pending", "can_be_texted": "can_be_texted"}
        ),
        "pending_parts": _table(PENDING_PARTS, {"part": "key"}),
        "pending_ages": _placed(
            {
                "age": [age["title"] for age in WORDS["pending_ages"]],
                "days": [age["days"] for age in WORDS["pending_ages"]],
            }
        ),
        "landlines": _placed({"phone_type": WORDS["landlines"]}),
        "outcome_days": _placed({"days": OUTCOME_DAYS}),
        "refusals": _placed({"how_begins": [REFUSED.partition("{")[0]]}),
        **_of_reasons(),
        **_of_numbers(),
    }


def _of_reasons() -> dict[str, pa.Table]:
    """Return the reasons, what proves one, who can fix it, and the codes of senders."""
    lacks_consent = {part.key: part.lacks_consent for part in PARTS}
    return {
        "reasons": _table(
            REASONS,
            {"reason": "key"} | {name: name for name in REASON_COLUMNS},
            lacks_consent=[lacks_consent[reason.part] for reason in REASONS],
            is_already_reached=[reason.part == ALREADY_REACHED for reason in REASONS],
        ),
        "proofs": _table(PROOFS, {"proof": "key", "source": "source", "reason": "reason"}),
        "fixers": _table(
            list(FIXERS.values()),
            {"who_can_fix": "key"},
            fixes_senders=[key == SENDER.who_can_fix for key in FIXERS],
            fixes_not_stated=[key == NOT_STATED_FIXER for key in FIXERS],
        ),
        "sender_codes": _placed(
            {
                "service": [service for service, _code in SENDER_CODES],
                "carrier_code": [code for _service, code in SENDER_CODES],
            }
        ),
    }


def _of_numbers() -> dict[str, pa.Table]:
    """Return what keeps contacts from being texted, what to do about numbers, and what a list says."""
    return {
        "obstacles": _table(OBSTACLES, {"obstacle": "key", "name": "name"}),
        "fixes": _table(FIXES, {"fix": "key", "name": "name", "state": "state"}),
        "list_verdicts": _table(VERDICTS, {"verdict": "key", "is_tried": "is_tried"}),
        "fix_reasons": _placed(
            {
                "reason": [reason for fix in FIXES for reason in fix.reasons],
                "fix": [fix.key for fix in FIXES for _reason in fix.reasons],
            }
        ),
    }


def _table(entries: Sequence[object], columns: Mapping[str, str], **more: Sequence[bool]) -> pa.Table:
    """Return attributes of entries as columns, their order as `place`, and `more` columns."""
    values = {name: [getattr(entry, attribute) for entry in entries] for name, attribute in columns.items()}
    return _placed({**values, **more})


def _placed(columns: Mapping[str, Sequence[object]]) -> pa.Table:
    rows = len(next(iter(columns.values())))
    return pa.table({**columns, "place": pa.array(range(rows), pa.int32())})
