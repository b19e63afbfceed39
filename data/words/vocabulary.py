"""The titles of stages, results, reasons, statuses and columns, from the TOML files beside this one.

No other file spells a result or a status. Tables store a `name`; people read a `title` or a `meaning`, in
their own language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.words.catalog import _
from data.words.sentence import Sentence

FOLDER = Path(__file__).parent


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


WORDS = _read("vocabulary") | _read("reminders") | _read("imports")
COLUMNS: dict[str, dict[str, Any]] = _read("columns") | _read("office/broadcast_columns")


@dataclass(frozen=True)
class Result:
    """A result of a text: its stage, its meaning, and whether a carrier's report can still change it.

    `key` stands for it in URLs and in data/providers. `changes` says how long it can become another result:
    "always", "while young" (YOUNG_HOURS) or "never". `is_failure` if the carrier couldn't deliver the text.
    """

    key: str
    name: str
    stage: str
    is_final: bool
    changes: str
    may_lack_number: bool
    is_failure: bool
    meaning: Sentence = Sentence()

    @property
    def title(self) -> str:
        """Return the title in the reader's language."""
        return _(self.name)


@dataclass(frozen=True)
class Reason:
    """A reason why a text wasn't delivered; `part` is the part of Undelivered that it counts in.

    `who_can_fix` is the key of one of remedies.FIXERS.
    """

    key: str
    result: str
    part: str
    may_lack_number: bool
    telling: tuple[str, ...]
    whole: tuple[str, ...]
    takes_no_texts: bool
    who_can_fix: str
    title: Sentence = Sentence()
    meaning: Sentence = Sentence()
    next_step: Sentence = Sentence()


@dataclass(frozen=True)
class Part:
    """One of the parts of Undelivered; `lacks_consent` if texts weren't sent because of the status."""

    key: str
    lacks_consent: bool
    title: Sentence = Sentence()


@dataclass(frozen=True)
class PendingPart:
    """One of the parts of the pending numbers, by how they can be reminded."""

    key: str
    title: Sentence = Sentence()
    meaning: Sentence = Sentence()


@dataclass(frozen=True)
class Status:
    """An opt-in status, and other `words` for it; `change`, with {words} and {code}, is how it changes."""

    key: str
    name: str
    can_be_texted: bool
    is_pending: bool
    words: tuple[str, ...]
    meaning: Sentence = Sentence()
    change: Sentence = Sentence()

    @property
    def title(self) -> str:
        """Return the title in the reader's language."""
        return _(self.name)


STAGES: tuple[str, ...] = tuple(stage["name"] for stage in WORDS["stages"])
RESULTS: tuple[Result, ...] = tuple(Result(**entry) for entry in WORDS["results"])
REASONS: tuple[Reason, ...] = tuple(
    Reason(
        **entry
        | {
            "telling": tuple(entry["telling"]),
            "whole": tuple(entry["whole"]),
            "takes_no_texts": entry["key"] in WORDS["take_no_texts"],
        }
    )
    for entry in WORDS["reasons"]
)
PARTS: tuple[Part, ...] = tuple(Part(**entry) for entry in WORDS["parts"])
STATUSES: tuple[Status, ...] = tuple(
    Status(**status | {"words": tuple(status["words"])}) for status in WORDS["statuses"]
)
PENDING_PARTS: tuple[PendingPart, ...] = tuple(PendingPart(**entry) for entry in WORDS["pending_parts"])
LEFT_ALONE_DAYS: int = WORDS["left_alone_days"]
OUTCOME_DAYS: tuple[int, ...] = tuple(WORDS["outcome_days"])
PLAN_DAYS: int = WORDS["plan_days"]
ENOUGH_NUMBERS: int = WORDS["enough_numbers"]
RESULT_OF: Mapping[str, Result] = {result.name: result for result in RESULTS}
STATUS_OF: Mapping[str, Status] = {status.name: status for status in STATUSES}
REASON_OF: Mapping[str, Reason] = {reason.key: reason for reason in REASONS}
UNDELIVERED: str = STAGES[-1]
YOUNG_HOURS: int = WORDS["young_hours"]
ENOUGH_TEXTS: int = WORDS["enough_texts"]
WORSE_POINTS: int = WORDS["worse_points"]
BROADCASTS_BEFORE: int = WORDS["broadcasts_before"]
MANY_IN_PROGRESS_PCT: int = WORDS["many_in_progress_pct"]
STOP_BUSINESS_DAYS: int = WORDS["stop_business_days"]
FAILING_DAYS: int = WORDS["failing_days"]
COPY_HOURS: int = WORDS["copy_hours"]
EVENT_TEXTS: int = WORDS["event_texts"]
EVENT_SHARE_PCT: int = WORDS["event_share_pct"]
EVENT_TIMES: int = WORDS["event_times"]
NORMAL_TEXTS: int = WORDS["normal_texts"]
NORMAL_PAST_TEXTS: int = WORDS["normal_past_texts"]
NORMAL_WEEKS: int = WORDS["normal_weeks"]
NORMAL_SPREAD: float = WORDS["normal_spread"]
NORMAL_POINTS: float = WORDS["normal_points"]
WIDEST_RANGE: float = WORDS["widest_range"]
NIGHTLY_DAYS: int = WORDS["nightly_days"]
NIGHTLY_HOURS: int = WORDS["nightly_hours"]
OVERDUE_HOURS: int = WORDS["overdue_hours"]
FORGOTTEN_DAYS: int = WORDS["forgotten_days"]
NOT_STATED_KEY: str = WORDS["not_stated"]["key"]
NOT_STATED_PART: str = WORDS["not_stated"]["part"]
NOT_STATED_FIXER: str = WORDS["not_stated"]["who_can_fix"]
LIST_COMPARISON: str = WORDS["how"]["list"]
KEYWORD_REPLY: str = WORDS["how"]["keyword"]
REFUSED: str = WORDS["how"]["refused"]
REPORTED: str = WORDS["how"]["reported"]
HOW_PATTERNS: Mapping[str, str] = {  # of what is stored; its places are {word} and {code}
    key: re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.*)", re.escape(stored)) for key, stored in WORDS["how"].items()
}
INBOUND, OTHER_CHANNEL = "inbound", "other channel"
HEADER_AGAIN = "header again"
TOTAL_LINE, REPORT_LINE, BLANK_LINE = "total line", "report line", "blank line"
FURNITURE = (HEADER_AGAIN, TOTAL_LINE, REPORT_LINE, BLANK_LINE)  # rows of a file that are no records
SKIPPED_BY_NAME, NO_CONTACT = "skipped by name", "no contact"
FILE_KINDS: Mapping[str, str] = {kind["key"]: kind["title"] for kind in WORDS["file_kinds"]}
FIELDS: Mapping[str, str] = {field["key"]: field["title"] for field in WORDS["fields"]}
SKIPPED: Mapping[str, str] = {kind["key"]: kind["title"] for kind in WORDS["set_aside"]}
PERSONAL: Mapping[str, str] = {key: own["personal"] for key, own in COLUMNS.items() if "personal" in own}


def plain(text: str) -> str:
    """Return a word as it is compared with another: in lower case, with single spaces."""
    return " ".join(text.split()).casefold()


def column_title(name: str) -> str:
    """Return the title of a column, such as "Undelivered share". Raises KeyError for an unknown column."""
    return _(str(COLUMNS[name]["title"]))


def field_title(name: str) -> str:
    """Return the title of a field of a file, as that of a column. Raises KeyError for an unknown field."""
    return _(FIELDS[name]) if name in FIELDS else column_title(name)


def stage_title(stage: str) -> str:
    """Return a stage as people read it."""
    return _(stage)


def is_undelivered(result: str) -> bool:
    """Return whether a text with that result wasn't delivered; False for an unknown result."""
    return result in RESULT_OF and RESULT_OF[result].stage == UNDELIVERED


def reason(key: str | None) -> Reason | None:
    """Return the reason of that key; None where none is stated, or for an unknown key."""
    return REASON_OF.get(key or "")


def reason_title(key: str | None) -> str:
    """Return the plain title of a reason; of null, that none is stated."""
    stated = reason(key)
    return stated.title if stated else _(str(WORDS["not_stated"]["title"]))


def reason_meaning(key: str | None) -> str:
    """Return what a reason means, in a sentence; of null, that the log states none."""
    stated = reason(key)
    return stated.meaning if stated else _(str(WORDS["not_stated"]["meaning"]))


def part_reasons(part: str) -> tuple[str, ...]:
    """Return the keys of the reasons that count in a part; of the part without a reason, NOT_STATED_KEY."""
    if part == NOT_STATED_PART:
        return (NOT_STATED_KEY,)
    return tuple(reason.key for reason in REASONS if reason.part == part)


def age_title(age: str) -> str:
    """Return how long numbers have been pending, by an `age` of pending_ages, as people read it."""
    return _(age)


def file_kind_title(kind: str | None) -> str:
    """Return what a file is, such as "message log", by its key; "file" for null or an unknown key."""
    return _(FILE_KINDS[kind]) if kind and kind in FILE_KINDS else _("file")


def how_title(how: str) -> str:
    """Return how a change of a status is known, as people read it; as it is if a file stated it."""
    for kind in WORDS["how_titles"]:
        if match := re.fullmatch(HOW_PATTERNS[kind["of"]], how):
            return _(str(kind["title"]), **match.groupdict())
    return how


def skipped_title(why: str) -> str:
    """Return why a row was skipped, such as "inbound text"; a `why` of an earlier version as it is."""
    return _(SKIPPED[why]) if why in SKIPPED else why
