"""Numbers of which each is known in another way, so that each is looked up with another answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from data.tables.schemas import IMPORTS, SCHEMAS
from data.words.vocabulary import LIST_COMPARISON
from tests.answers import Given
from tests.pages.district import FAILED, INELIGIBLE, OPTED_IN, OPTED_OUT, PENDING, SENT

SAID_YES, SAID_NO, SAID_NOTHING = 12125550100, 12125550101, 12125550102
ONE_CODE_EACH, NEITHER_CODE = 12125550103, 12125550104
ONLY_TEXTED, ONLY_A_CONTACT, UNKNOWN = 12125550105, 12125550106, 12125550107
OF_AN_OLDER_LIST, HOW_NOT_STATED = 12125550109, 12125550110
SHARED_BY = 15
DISTRICT = 'timezone = "America/Chicago"\nlogs = "logs"\nsupport = "the help line"\n'
WITH_SHORT_CODE = DISTRICT + 'short_code = "67587"\nopt_in_word = "YES"\n'
IN_MANY_TEXTS = SAID_YES


def _at(month: int, day: int, hour: int = 5) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)  # in summer, 5 h is the district's midnight


NEWEST = _at(9, 1)


def _change(number: int, status: str, **other: Any) -> dict[str, Any]:
    columns = {
        "short_code": "67587",
        "changed_at": _at(5, 4, 14),
        "confirmed_until": NEWEST,
        "is_logged": True,
    }
    return {"number": number, "status": status, "how": "form", **columns, **other}


CHANGES = [
    _change(SAID_YES, PENDING, changed_at=_at(4, 1), how="contact list", confirmed_until=_at(4, 1)),
    _change(SAID_YES, OPTED_IN, how="keyword reply"),
    _change(
        SAID_NO,
        OPTED_OUT,
        how=LIST_COMPARISON,
        observed_after=_at(8, 1),
        changed_at=NEWEST,
        is_logged=False,
    ),
    _change(SAID_NOTHING, PENDING, how=LIST_COMPARISON, changed_at=_at(8, 1), is_logged=False),
    _change(ONE_CODE_EACH, OPTED_IN),
    _change(ONE_CODE_EACH, OPTED_OUT, short_code="67588", changed_at=_at(5, 5)),
    _change(NEITHER_CODE, OPTED_OUT),
    _change(NEITHER_CODE, PENDING, short_code="67588", changed_at=_at(5, 5)),
    _change(OF_AN_OLDER_LIST, OPTED_IN, confirmed_until=_at(8, 1)),
    _change(HOW_NOT_STATED, OPTED_OUT, how=None, short_code=None),
]


def _contact(place: int, number: int, **other: Any) -> dict[str, Any]:
    columns = {"contact_id": f"C{place:03}", "school": "Lincoln High", "seen_until": NEWEST}
    return {"number": number, **columns, **other}


PAT = {"name": "Pat <b>Roe</b>", "language": "Spanish", "phone_type": "Mobile", "household_id": "H7"}
CONTACTS = [
    _contact(1, SAID_YES, **PAT, student_id="S1", student_name="Ann Roe", grade="9"),
    _contact(1, SAID_YES, **PAT, student_id="S2", student_name="Bo Roe"),
    _contact(2, ONLY_A_CONTACT),
    *(_contact(100 + place, SAID_NO, name=f"Shared {place}") for place in range(SHARED_BY)),
]


def _text(place: int, number: int, **other: Any) -> dict[str, Any]:
    columns = {"message_id": f"m{place}", "broadcast": "Picture day", "result": SENT, "short_code": "67587"}
    when = _at(9, 1 + place % 28, 15)
    return {
        "service": "s",
        "number": number,
        "school": "Lincoln High",
        "requested_at": when,
        **columns,
        **other,
    }


TEXTS = [
    *(_text(place, IN_MANY_TEXTS) for place in range(11)),
    _text(12, SAID_NO, result=INELIGIBLE, reason="consent_denied_or_pending"),
    _text(13, ONLY_TEXTED, result=FAILED, broadcast=None, reason_text="Gate 7 closed"),
]
LIST = {"import_id": "000002", "kind": "status", "as_of": NEWEST}
LOG = {"import_id": "000001", "kind": "log", "as_of": _at(10, 1)}


def failed(number: int, *days: int) -> list[dict[str, Any]]:
    """Return texts to a number that failed on these days of October."""
    return [_text(100 + day, number, result=FAILED, requested_at=_at(10, day, 15)) for day in days]


def tables(*, consent_list: bool = True, more_texts: Sequence[dict[str, Any]] = ()) -> Given:
    """Return the tables; without a consent list, only texts and contacts."""
    rows = {
        "messages": [*TEXTS, *more_texts],
        "contacts": CONTACTS,
        "status_changes": CHANGES if consent_list else [],
    }
    of_rows = {name: pa.Table.from_pylist(own, schema=SCHEMAS[name]) for name, own in rows.items()}
    imports = [LOG, LIST] if consent_list else [LOG]
    return {**of_rows, "imports": pa.Table.from_pylist(imports, schema=IMPORTS)}
