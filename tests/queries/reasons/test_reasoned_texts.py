"""The reason of each undelivered text: the log's, one that other rows prove, or none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from data import engine
from data.tables.schemas import MESSAGES, STATUS_CHANGES
from data.words import remedies, vocabulary, vocabulary_tables
from queries import Selection, header, parameter_values
from tests.any_texts import ZONE
from tests.viewers import limited_to

NOT_SENT, FAILED = (
    next(
        result.name
        for result in vocabulary.RESULTS
        if vocabulary.is_undelivered(result.name) and result.is_failure == is_failure
    )
    for is_failure in (False, True)
)
SENT = next(
    result.name
    for result in vocabulary.RESULTS
    if result.is_final and not vocabulary.is_undelivered(result.name)
)
IN_PROGRESS = vocabulary.RESULTS[1].name
PENDING, OPTED_IN, OPTED_OUT = (status.name for status in vocabulary.STATUSES)
CODE, OTHER_CODE = "67587", "67588"
NUMBER, OTHER_NUMBER = 12125550101, 12125550102
LACKS_CONSENT = ("consent_denied_or_pending", "no_consent", "consent list", "family", False)
NO_NUMBER = ("no_active_number", "not_reached", "message log", "school_office", False)
COPY = ("duplicate_number", "already_reached", "message log", "nobody", False)
UNKNOWN = (None, "not_stated", "not stated", "district", False)
Row = dict[str, Any]


def at(clock: str, day: int = 8) -> datetime:
    """Return an instant of March 2026, by its UTC time."""
    return datetime.fromisoformat(f"2026-03-{day:02}T{clock}").replace(tzinfo=UTC)


def text(**columns: object) -> Row:
    usual = {
        "service": "twilio",
        "message_id": "m1",
        "broadcast_id": "B-1",
        "school": "Lincoln High",
        "number": NUMBER,
        "short_code": CODE,
        "result": NOT_SENT,
        "requested_at": at("15:00"),
        "month": "2026-03",
    }
    return {**usual, **columns}


def change(status: str, changed_at: datetime, **columns: object) -> Row:
    usual = {"number": NUMBER, "short_code": CODE, "is_logged": True}
    return {**usual, "status": status, "changed_at": changed_at, **columns}


def reasons(texts: list[Row], changes: list[Row] | None = None, schools: Any = None) -> dict[str, Any]:
    """Return reason, part, source, fixer and whether it is the sender's, by the id of each text."""
    source = header.read_source(header.step_files()["reasoned_texts"])
    question = header.composed(source)
    values = parameter_values.offered(question, limited_to(schools), Selection(), {})
    values = {name: values[name] for name in question.parameters}
    with engine.connect() as connection:
        _fill(connection, texts, changes or [])
        answer = engine.answer(connection, question.sql, values).to_pylist()
    rows = [row for row in answer if row["message_id"] != "copy"]
    columns = ("reason", "part", "source", "who_can_fix", "is_sender_problem")
    by_id = {row["message_id"]: tuple(row[name] for name in columns) for row in rows}
    assert len(by_id) == len(rows), "every text has one reason"
    return by_id


def _fill(connection: duckdb.DuckDBPyConnection, texts: list[Row], changes: list[Row]) -> None:
    for name, words in vocabulary_tables.tables().items():
        engine.keep(connection, name, words)
    for name in ("messages", "messages_by_time"):
        engine.keep(connection, name, pa.Table.from_pylist(texts, schema=MESSAGES))
    engine.keep(connection, "status_changes", pa.Table.from_pylist(changes, schema=STATUS_CHANGES))
    contacts = pa.table({"number": pa.array([NUMBER], pa.int64()), "school": ["Lincoln High"]})
    engine.keep(connection, "current_contacts", contacts)


def proved(changes: list[Row], **columns: object) -> Any:
    """Return what is known of one text that states no reason."""
    return reasons([text(**columns)], changes)["m1"]


def test_a_stated_reason_stays_whatever_other_rows_say() -> None:
    stated = text(reason="no_sms_number")
    copy = text(message_id="copy", result=SENT)
    assert reasons([stated, copy], [change(OPTED_OUT, at("10:00"))])["m1"] == (
        *("no_sms_number", "not_reached", "stated", "school_office", False),
    )


@pytest.mark.parametrize("status", [OPTED_OUT, PENDING])
def test_a_status_before_the_text_is_its_reason(status: str) -> None:
    assert proved([change(OPTED_IN, at("10:00", 1)), change(status, at("14:59:59"))]) == LACKS_CONSENT


@pytest.mark.parametrize("status", [OPTED_OUT, PENDING])
def test_a_status_after_the_text_proves_nothing(status: str) -> None:
    assert proved([change(OPTED_IN, at("10:00", 1)), change(status, at("15:00:01"))]) == UNKNOWN
    assert proved([change(status, at("15:00:01"))]) == UNKNOWN, "nobody knows what was before"


def test_a_number_that_opted_in_again_had_consent() -> None:
    changes = [change(OPTED_OUT, at("10:00", 1)), change(OPTED_IN, at("10:00", 2))]
    assert proved(changes) == UNKNOWN
    assert proved(changes, requested_at=at("12:00", 1)) == LACKS_CONSENT


def test_a_change_at_the_very_instant_of_the_text_may_have_come_after_it() -> None:
    assert proved([change(OPTED_OUT, at("15:00"))]) == UNKNOWN
    assert proved([change(OPTED_IN, at("10:00")), change(OPTED_OUT, at("15:00"))]) == UNKNOWN
    assert proved([change(OPTED_OUT, at("10:00")), change(OPTED_IN, at("15:00"))]) == UNKNOWN
    assert proved([change(PENDING, at("10:00")), change(OPTED_OUT, at("15:00"))]) == LACKS_CONSENT


def test_two_changes_in_one_second_count_in_their_order() -> None:
    stop, yes = at("14:00:00.200000"), at("14:00:00.700000")
    assert proved([change(OPTED_OUT, stop), change(OPTED_IN, yes)]) == UNKNOWN
    assert proved([change(OPTED_IN, stop), change(OPTED_OUT, yes)]) == LACKS_CONSENT


def test_two_changes_at_one_instant_prove_only_what_both_say() -> None:
    once = at("14:00")
    assert proved([change(OPTED_OUT, once), change(OPTED_IN, once)]) == UNKNOWN
    assert proved([change(OPTED_OUT, once), change(PENDING, once)]) == LACKS_CONSENT
    listed = change(OPTED_OUT, once, is_logged=False)
    assert proved([change(OPTED_IN, once), listed]) == LACKS_CONSENT, "of a log and a list, the list counts"


def test_a_change_between_two_lists_may_have_come_before_the_text() -> None:
    noticed = change(OPTED_IN, at("06:00", 20), is_logged=False, observed_after=at("06:00", 2))
    assert proved([change(PENDING, at("06:00", 1)), noticed]) == UNKNOWN
    first_list = at("05:00", 2)
    assert proved([change(PENDING, at("06:00", 1)), noticed], requested_at=first_list) == LACKS_CONSENT
    still_without = change(OPTED_OUT, at("06:00", 20), is_logged=False, observed_after=at("06:00", 2))
    assert proved([change(PENDING, at("06:00", 1)), still_without]) == LACKS_CONSENT


def test_clock_changes_move_nothing() -> None:
    fall = datetime(2026, 11, 1, 6, 45, tzinfo=UTC)  # 1:45, an hour before 1:45 comes again
    stop = [change(OPTED_OUT, fall)]
    first, second = (datetime(2026, 11, 1, hour, 30, tzinfo=UTC) for hour in (6, 7))  # both at 1:30
    assert proved(stop, requested_at=first, month="2026-11") == UNKNOWN
    assert proved(stop, requested_at=second, month="2026-11") == LACKS_CONSENT
    assert first.astimezone(ZONE).hour == second.astimezone(ZONE).hour


def test_only_the_status_of_its_own_short_code_counts() -> None:
    other = change(OPTED_OUT, at("10:00"), short_code=OTHER_CODE)
    assert proved([other]) == UNKNOWN
    assert proved([other], short_code=None) == LACKS_CONSENT
    assert proved([other, change(OPTED_IN, at("10:00"))], short_code=None) == UNKNOWN
    assert proved([change(OPTED_OUT, at("10:00"), short_code=None)]) == LACKS_CONSENT


def test_a_text_that_failed_was_sent_so_consent_is_not_its_reason() -> None:
    copy = text(message_id="copy", result=SENT)
    stop = [change(OPTED_OUT, at("10:00"))]
    assert reasons([text(result=FAILED), copy], stop)["m1"] == UNKNOWN
    assert proved([], result=FAILED, number=None) == UNKNOWN


def test_a_text_without_a_number_has_none() -> None:
    assert proved([], number=None) == NO_NUMBER


def test_another_text_of_the_same_sending_reached_the_phone() -> None:
    stop = [change(OPTED_OUT, at("10:00"))]

    def beside(**columns: object) -> Any:
        return reasons([text(), text(**{"message_id": "copy", "result": SENT} | columns)])["m1"]

    assert beside() == COPY
    assert beside(contact_id="C-2", school="Grant Elementary") == COPY
    assert beside(requested_at=at("03:00")) == COPY
    assert beside(requested_at=at("02:59:59")) == UNKNOWN, "a text of the day before is another one"
    assert beside(broadcast_id="B-2") == UNKNOWN
    assert beside(number=OTHER_NUMBER) == UNKNOWN
    assert beside(result=FAILED) == UNKNOWN
    assert beside(result=IN_PROGRESS) == UNKNOWN, "it may still fail"
    assert beside(result=NOT_SENT) == UNKNOWN
    both = reasons([text(), text(message_id="copy", result=SENT)], stop)
    assert both["m1"] == COPY, "the phone was reached, whatever its status"


def test_a_broadcast_without_an_id_is_known_by_its_name() -> None:
    copy = {"message_id": "copy", "result": SENT, "broadcast_id": None}
    named = [text(broadcast_id=None, broadcast="Snow"), text(**copy, broadcast="Snow")]
    assert reasons(named)["m1"] == COPY
    assert reasons([text(broadcast_id=None), text(**copy)])["m1"] == UNKNOWN


def test_a_copy_across_midnight_of_the_month_counts() -> None:
    last = text(requested_at=datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC))
    copy = text(message_id="copy", result=SENT, requested_at=at("00:00", 31), month="2026-04")
    copy["requested_at"] = datetime(2026, 4, 1, 0, 0, 1, tzinfo=UTC)
    assert reasons([last, copy])["m1"] == COPY


def test_what_a_viewer_of_one_school_may_not_see_proves_nothing() -> None:
    copy = text(message_id="copy", result=SENT, school="Grant Elementary")
    assert reasons([text(), copy], schools=("Lincoln High",))["m1"] == UNKNOWN
    stop = [change(OPTED_OUT, at("10:00"), number=OTHER_NUMBER)]
    assert reasons([text(number=OTHER_NUMBER)], stop, schools=("Lincoln High",))["m1"] == UNKNOWN


def test_codes_and_words_of_the_sender_are_never_the_contacts_to_fix() -> None:
    sender = ("district", True)
    assert proved([], result=FAILED, carrier_code="30034") == (*UNKNOWN[:3], *sender)
    assert proved([], result=FAILED, reason_text="Sender not registered (10DLC)") == (*UNKNOWN[:3], *sender)
    blocked = proved([], result=FAILED, reason="carrier_blocked", carrier_code="30007")
    assert blocked == ("carrier_blocked", "not_reached", "stated", *sender)
    assert proved([], result=FAILED, service="Twilio", carrier_code="30034")[3:] == sender
    assert proved([], result=FAILED, service="plivo", carrier_code="30034") == UNKNOWN
    gone = {"reason": "account_gone", "reason_text": "suspended, or an unregistered number"}
    assert proved([], result=FAILED, **gone)[3:] == ("school_office", False)


def test_every_reason_names_one_who_can_fix_it_and_a_next_step() -> None:
    fixers = [reason.who_can_fix for reason in vocabulary.REASONS]
    assert {*fixers, vocabulary.NOT_STATED_FIXER, remedies.SENDER.who_can_fix} == set(remedies.FIXERS)
    assert all(remedies.next_step(reason.key).endswith(".") for reason in vocabulary.REASONS)
    assert remedies.next_step(None) != remedies.next_step("account_gone")
    assert {proof.source for proof in remedies.PROOFS} == set(remedies.SOURCES)
    assert {proof.reason for proof in remedies.PROOFS} <= {None, *vocabulary.REASON_OF}
