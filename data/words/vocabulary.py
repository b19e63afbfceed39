"""The words of vocabulary.toml, reminders.toml and columns.toml; code never spells a result or a status."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

FOLDER = Path(__file__).parent


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


WORDS = _read("vocabulary") | _read("reminders")
COLUMNS: dict[str, dict[str, Any]] = _read("columns")


@dataclass(frozen=True)
class Result:
    """What became of a text: its stage, its meaning, and whether it is the carrier's last word.

    A service's own words are said to mean it by its `key`. `changes` says how long it can become another
    one: "always", "while young" (YOUNG_HOURS) or "never".
    """

    key: str
    name: str
    stage: str
    is_final: bool
    changes: str
    may_lack_number: bool
    meaning: str


@dataclass(frozen=True)
class Reason:
    """Why a text was not delivered; `head` is the plain title, `part` the honest part it counts under."""

    key: str
    result: str
    head: str
    part: str
    may_lack_number: bool
    telling: tuple[str, ...]
    whole: tuple[str, ...]
    takes_no_texts: bool
    meaning: str


@dataclass(frozen=True)
class Part:
    """One of the honest parts of what was not delivered."""

    key: str
    words: str


@dataclass(frozen=True)
class PendingPart:
    """One of the parts of the numbers that are still to answer, by how they can be reminded."""

    key: str
    words: str
    meaning: str


@dataclass(frozen=True)
class Status:
    """Whether a number may be texted; `change` is how its owner changes that, with {word} and {code}."""

    key: str
    name: str
    may_be_texted: bool
    is_awaited: bool
    meaning: str
    change: str


STAGES: tuple[str, ...] = tuple(stage["name"] for stage in WORDS["stages"])
RESULTS: tuple[Result, ...] = tuple(Result(**given) for given in WORDS["results"])
REASONS: tuple[Reason, ...] = tuple(
    Reason(
        **given
        | {
            "telling": tuple(given["telling"]),
            "whole": tuple(given["whole"]),
            "takes_no_texts": given["key"] in WORDS["take_no_texts"],
        }
    )
    for given in WORDS["reasons"]
)
PARTS: tuple[Part, ...] = tuple(Part(**given) for given in WORDS["parts"])
STATUSES: tuple[Status, ...] = tuple(Status(**given) for given in WORDS["statuses"])
PENDING_PARTS: tuple[PendingPart, ...] = tuple(PendingPart(**given) for given in WORDS["pending_parts"])
LEFT_ALONE_DAYS: int = WORDS["left_alone_days"]
OUTCOME_DAYS: tuple[int, ...] = tuple(WORDS["outcome_days"])
PLAN_DAYS: int = WORDS["plan_days"]
ENOUGH_NUMBERS: int = WORDS["enough_numbers"]
_RESULTS = {result.name: result for result in RESULTS}
_REASONS = {reason.key: reason for reason in REASONS}
UNDELIVERED: str = STAGES[-1]
YOUNG_HOURS: int = WORDS["young_hours"]
ENOUGH_TEXTS: int = WORDS["enough_texts"]
NIGHTLY_DAYS: int = WORDS["nightly_days"]
NIGHTLY_HOURS: int = WORDS["nightly_hours"]
OVERDUE_HOURS: int = WORDS["overdue_hours"]
FORGOTTEN_DAYS: int = WORDS["forgotten_days"]
NOT_STATED: str = WORDS["not_stated"]["head"]
NOT_STATED_KEY: str = WORDS["not_stated"]["key"]
LIST_COMPARISON: str = WORDS["how"]["list"]
KEYWORD_REPLY: str = WORDS["how"]["keyword"]
REFUSED: str = WORDS["how"]["refused"]
REPORTED: str = WORDS["how"]["reported"]
INBOUND = "inbound"
OTHER_CHANNEL = "other channel"
HEADER_AGAIN = "header again"
TOTAL_LINE = "total line"
PERSONAL: frozenset[str] = frozenset(name for name, column in COLUMNS.items() if column.get("personal"))


def plain(text: str) -> str:
    """A word as it is compared with another: in lower case, with single spaces."""
    return " ".join(text.split()).casefold()


def column_words(name: str) -> str:
    """The words over a column, such as "Undelivered share"."""
    return str(COLUMNS[name]["words"])


def meaning(result: str) -> str:
    """What a result means, in a sentence. Raises KeyError where there is no such result."""
    return _RESULTS[result].meaning


def is_undelivered(result: str) -> bool:
    """Whether a text of that result was not delivered; of an unknown one that is not said."""
    return result in _RESULTS and _RESULTS[result].stage == UNDELIVERED


def reason(key: str | None) -> Reason | None:
    """The reason of that key; none where none is stated, or an unknown one."""
    return _REASONS.get(key or "")


def reason_head(key: str | None) -> str:
    """The plain title of a reason; of a null, that none is stated."""
    known = reason(key)
    return known.head if known else NOT_STATED


def part_reasons(part: str) -> tuple[str, ...]:
    """The keys of the reasons that count under a part; of what is not stated, NOT_STATED_KEY."""
    if part == WORDS["not_stated"]["part"]:
        return (NOT_STATED_KEY,)
    return tuple(reason.key for reason in REASONS if reason.part == part)


def tables() -> dict[str, pa.Table]:
    """The words as tables that SQL joins instead of spelling them; `place` is their order.

    results(result, stage, place, is_final, is_undelivered, changes), reasons(reason, result, part,
    takes_no_texts, place), parts(part, is_not_stated, place), statuses(status, place, is_awaited,
    may_be_texted), pending_parts(part, place), pending_ages(age, days, place), landlines(phone_type, place)
    and outcome_days(days, place).
    """
    return {
        "results": _table(
            RESULTS,
            {"result": "name", "stage": "stage", "is_final": "is_final", "changes": "changes"},
            is_undelivered=[is_undelivered(result.name) for result in RESULTS],
        ),
        "reasons": _table(
            REASONS,
            {"reason": "key", "result": "result", "part": "part", "takes_no_texts": "takes_no_texts"},
        ),
        "parts": _table(
            PARTS,
            {"part": "key"},
            is_not_stated=[part.key == WORDS["not_stated"]["part"] for part in PARTS],
        ),
        "statuses": _table(
            STATUSES, {"status": "name", "is_awaited": "is_awaited", "may_be_texted": "may_be_texted"}
        ),
        "pending_parts": _table(PENDING_PARTS, {"part": "key"}),
        "pending_ages": _placed(
            {
                "age": [age["words"] for age in WORDS["pending_ages"]],
                "days": [age["days"] for age in WORDS["pending_ages"]],
            }
        ),
        "landlines": _placed({"phone_type": WORDS["landlines"]}),
        "outcome_days": _placed({"days": OUTCOME_DAYS}),
    }


def _table(words: Sequence[object], columns: Mapping[str, str], **more: Sequence[bool]) -> pa.Table:
    """Attributes of words as columns, their order as `place`, and what more there is to each."""
    given = {name: [getattr(word, attribute) for word in words] for name, attribute in columns.items()}
    return _placed({**given, **more})


def _placed(columns: Mapping[str, Sequence[object]]) -> pa.Table:
    rows = len(next(iter(columns.values())))
    return pa.table({**columns, "place": pa.array(range(rows), pa.int32())})
