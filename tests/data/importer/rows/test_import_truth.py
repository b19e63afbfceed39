"""Which of several records about one message counts, and when two records are one message."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.import_files import (
    FAILED,
    INELIGIBLE,
    LOG,
    NOT_SENT_YET,
    SENDING,
    SENT,
    imported,
    log_file,
    messages,
    number,
    one_message,
    rows_of,
    text,
    utc,
)

UPDATED = (*LOG, "Updated")


def _one_after_another(folder: Path, *files: list[tuple[object, ...]]) -> list[dict[str, int]]:
    return [
        imported(log_file(folder, *rows, header=UPDATED[: len(rows[0])], name=f"{place}.csv"))
        for place, rows in enumerate(files)
    ]


def _record(result: str, updated: str = "", why: str = "") -> tuple[object, ...]:
    return (*text("m1", result=result, why=why), updated)


# What one import says of a message, what the next one says, which is true, and what the second one did.
IN_TURN = [
    (_record(SENDING), _record(SENT), SENT, "updated"),
    (_record(SENT), _record(SENDING), SENT, "unchanged"),
    (_record(SENT, "2026-09-30"), _record(SENDING, "2026-10-02"), SENT, "unchanged"),
    (_record(NOT_SENT_YET, "2026-10-02"), _record(FAILED, "2026-09-30"), FAILED, "updated"),
    (_record(SENT, "2026-09-30"), _record(FAILED, "2026-10-01"), FAILED, "updated"),
    (_record(SENT, "2026-10-01"), _record(FAILED, "2026-09-30"), SENT, "unchanged"),
    (_record(SENT, "2026-10-01"), _record(FAILED, "2026-10-01"), FAILED, "updated"),
    (_record(SENT), _record(FAILED), FAILED, "updated"),
    (_record(SENT), _record(FAILED, "2026-10-01"), FAILED, "updated"),
    (_record(SENT, "2026-10-01"), _record(FAILED), SENT, "unchanged"),
    (_record(NOT_SENT_YET), _record(SENDING), SENDING, "updated"),
    (_record(SENT, "2026-10-01"), _record(SENT, "2026-10-01"), SENT, "unchanged"),
]


def test_a_final_result_counts_first_then_the_newer_update_then_the_later_import(tmp_path: Path) -> None:
    first, then = ([(f"m{n:02}", *pair[place][1:]) for n, pair in enumerate(IN_TURN)] for place in (0, 1))
    outcomes = _one_after_another(tmp_path, first, then)
    assert outcomes[1] == Counter(becomes for *_record, becomes in IN_TURN)
    stored = [row["result"] for _id, row in sorted(messages().items())]
    assert stored == [wins for *_record, wins, _becomes in IN_TURN]


@pytest.mark.parametrize(
    ("rows", "wins"),
    [
        ([_record(SENT), _record(SENDING), _record(NOT_SENT_YET)], SENT),
        ([_record(FAILED, "2026-10-01"), _record(SENT, "2026-09-30")], FAILED),
        ([_record(SENT), _record(FAILED)], FAILED),
        ([_record(FAILED, "2026-09-30"), _record(SENT)], FAILED),
    ],
)
def test_same_order_counts_within_a_file_and_merged_rows_are_unchanged(
    tmp_path: Path, rows: list[tuple[object, ...]], wins: str
) -> None:
    assert _one_after_another(tmp_path, rows) == [{"stored": 1, "unchanged": len(rows) - 1}]
    assert one_message()["result"] == wins


def test_row_merged_into_another_is_unchanged_even_if_both_are_new(tmp_path: Path) -> None:
    files = _one_after_another(
        tmp_path, [_record(SENDING)], [_record(SENT, "2026-10-01"), _record(FAILED, "2026-10-02")]
    )
    assert files[1] == {"updated": 1, "unchanged": 1}


def test_the_record_that_counts_is_stored_as_a_whole_with_its_import(tmp_path: Path) -> None:
    _one_after_another(tmp_path, [_record(SENDING, why="a note")], [_record(SENT)])
    row = one_message()
    assert row["reason_text"] is None
    assert row["import_id"] == max(row_["import_id"] for row_ in rows_of("imports"))
    assert row["updated_at"] is None


def test_fields_without_a_column_keep_their_stored_value(tmp_path: Path) -> None:
    rich = ("Message ID", "Date/Time", "Phone Number", "Delivery Results", "Reason", "School")
    poor = rich[:4]
    row = ("m1", "2026-09-30 08:12", number(1), FAILED, "carrier_trouble", "Oak")
    imported(log_file(tmp_path, row, header=rich))
    assert imported(log_file(tmp_path, row[:4], header=poor, name="poor.csv")) == {"unchanged": 1}
    later = ("m1", "2026-09-30 08:13", number(1), SENT)
    assert imported(log_file(tmp_path, later, header=poor, name="later.csv")) == {"updated": 1}
    stored = one_message()
    assert (stored["school"], stored["result"], stored["reason"], stored["reason_text"]) == (
        "Oak",
        SENT,
        None,
        None,
    )


def test_a_layout_without_codes_keeps_the_reason_of_a_code(tmp_path: Path) -> None:
    names = (
        "message_uuid",
        "message_time",
        "message_state",
        "to_number",
        "from_number",
        "message_direction",
    )
    cells = ("u1", "2026-09-30 08:12:00+00:00", "failed", "12125550101", "12125550199", "outbound")
    header = (*names, "error_code", "units", "total_amount")
    full = log_file(tmp_path, (*cells, "200", "1", "0"), header=header, name="full.csv")
    assert imported(full, format_id="plivo api") == {"stored": 1}
    bare = log_file(tmp_path, (*cells, "1", "0"), header=(*names, *header[-2:]), name="bare.csv")
    assert imported(bare, format_id="plivo api") == {"unchanged": 1}
    assert (one_message()["result"], one_message()["carrier_code"]) == (INELIGIBLE, "200")


def test_a_corrected_time_moves_the_text_to_another_month_and_leaves_no_copy(tmp_path: Path) -> None:
    september = [text("m1"), text("m2")]
    october = [text("m1", when="2026-10-02 08:12")]
    assert _one_after_another(tmp_path, september, october) == [{"stored": 2}, {"updated": 1}]
    stored = messages()  # says so where a message is there twice
    assert {key: row["month"] for key, row in stored.items()} == {"m1": "2026-10", "m2": "2026-09"}
    counted = sorted((row["month"], row["texts"]) for row in rows_of("daily_results"))
    assert counted == [("2026-09", 1), ("2026-10", 1)]


def test_the_last_text_of_a_month_can_move_away(tmp_path: Path) -> None:
    _one_after_another(tmp_path, [text("m1")], [text("m1", when="2026-10-02 08:12")])
    assert one_message()["requested_at"] == utc(2026, 10, 2, 13, 12)
    assert [row["month"] for row in rows_of("daily_results")] == ["2026-10"]


def test_the_month_is_that_of_utc(tmp_path: Path) -> None:
    imported(log_file(tmp_path, text("m1", when="2026-09-30 23:30")))
    assert one_message()["month"] == "2026-10"


def test_one_id_of_two_services_is_two_messages(tmp_path: Path) -> None:
    header = [*LOG, "Service"]
    rows = [(*text("m1"), "acme"), (*text("m1"), "other"), (*text("m1"), "")]
    assert imported(log_file(tmp_path, *rows, header=header)) == {"stored": 3}


def test_ids_are_kept_exactly_as_the_service_wrote_them(tmp_path: Path) -> None:
    ids = ("007", "7", "A-1", "a-1", "7.0")
    assert imported(log_file(tmp_path, *map(text, ids))) == {"stored": len(ids)}
    assert set(messages()) == set(ids)


NO_ID = ("Date/Time", "Phone Number", "Delivery Results", "Broadcast")


def test_a_log_without_ids_is_the_same_when_it_is_exported_again(tmp_path: Path) -> None:
    on_the_way = [["2026-09-30 08:12", number(n), SENDING, "Snow day"] for n in range(5)]
    final = [["9/30/2026 8:12 AM", f"+1{2125550100 + n}", SENT, "Snow day"] for n in reversed(range(5))]
    assert imported(log_file(tmp_path, *on_the_way, header=NO_ID)) == {"stored": 5}
    before = set(messages())
    assert imported(log_file(tmp_path, *final, header=NO_ID)) == {"updated": 5}
    assert set(messages()) == before


def test_identical_texts_without_ids_stay_separate_on_every_import(tmp_path: Path) -> None:
    rows = [["2026-09-30 08:12", number(1), SENT, "Snow day"]] * 3
    more = ["2026-09-30 09:00", number(1), SENT, "Snow day"]
    assert imported(log_file(tmp_path, *rows, header=NO_ID)) == {"stored": 3}
    assert imported(log_file(tmp_path, *rows, more, header=NO_ID)) == {"stored": 1, "unchanged": 3}


def test_a_log_may_have_only_some_ids(tmp_path: Path) -> None:
    rows = [text("m1"), text(""), text(" ", to=number(2))]
    assert imported(log_file(tmp_path, *rows)) == {"stored": 3}
    assert imported(log_file(tmp_path, *rows, text("m4"))) == {"stored": 1, "unchanged": 3}
