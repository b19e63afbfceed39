"""What the sample promises of texts: each case that a page must show, in plausible numbers."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import phonenumbers
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data import sample
from data.sample import FILES, generate
from data.sample.failures import is_bad_day
from data.sample.people import OFFICE, SCHOOLS
from data.sample.school_days import AS_OF, FIRST_DAY, LAST_DAY, SNOW_DAY, ZONE, school_days
from data.sample.service_words import (
    CARRIER_TROUBLE,
    DUPLICATE,
    HELD_BACK,
    NOT_COMPLETED,
    ON_ITS_WAY,
    TAKEN,
    WAITING,
)
from data.tables import store
from data.tables.schemas import IMPORTS
from data.words import vocabulary
from tests.sample_logs import FOLDER, rows_of, texts

FICTIONAL = re.compile(r"\+1[2-9]\d\d55501\d\d")


def test_the_files_are_small() -> None:
    assert sum((FOLDER / name).stat().st_size for name, _ in FILES) < 2_500_000


def test_the_generator_makes_the_same_files_again() -> None:
    for name, table in generate.tables().items():
        assert table.equals(pq.read_table(FOLDER / name)), f"run python -m data.sample.generate: {name}"


def test_the_sample_logs_are_taken_in_once_and_tell_which_days_they_cover() -> None:
    imports = store.newest(sample.store_uri()).table("imports").sort_by("import_id")
    assert imports["kind"].to_pylist() == [kind for _, kind in FILES]
    assert imports["covers_from"].to_pylist() == [*[None] * 3, min(row["requested_at"] for row in texts())]
    assert store.newest(sample.store_uri()).table("imports").num_rows == len(FILES)


def test_the_sample_logs_are_taken_in_anew_where_the_tables_have_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = sample._fingerprint.__wrapped__("UTC")
    assert sample._fingerprint.__wrapped__("UTC") == before
    monkeypatch.setattr(sample, "IMPORTS", IMPORTS.append(pa.field("a_new_column", pa.string())))
    assert sample._fingerprint.__wrapped__("UTC") != before


@pytest.mark.parametrize("name", [name for name, _ in FILES])
def test_every_number_is_a_valid_one_of_the_fictional_range(name: str) -> None:
    numbers = {row["number"] for row in rows_of(name)} - {None}
    assert all(FICTIONAL.fullmatch(number) for number in numbers)
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(number)) for number in numbers)


def test_the_sample_log_has_every_result_and_every_reason() -> None:
    results = {result.name for result in vocabulary.RESULTS}
    reasons = {(reason.result, reason.key) for reason in vocabulary.REASONS}
    assert {row["result"] for row in texts()} == results
    assert {(row["result"], row["reason"]) for row in texts() if row["reason"]} == reasons


def test_every_reason_comes_as_its_key_and_as_a_sentence() -> None:
    forms = {(row["reason"], row["reason"] == row["reason_text"]) for row in texts() if row["reason"]}
    assert len(forms) == 2 * len(vocabulary.REASONS)


def test_both_undelivered_results_also_come_without_a_reason() -> None:
    silent = Counter(row["result"] for row in texts() if row["reason_text"] is None)
    riddles = Counter(row["result"] for row in texts() if row["reason_text"] and not row["reason"])
    assert all(counted[result] for counted in (silent, riddles) for result in (HELD_BACK, NOT_COMPLETED))


def test_the_results_come_in_plausible_shares() -> None:
    share = {result: 100 * n / len(texts()) for result, n in Counter(r["result"] for r in texts()).items()}
    assert 92 <= share[TAKEN] <= 95
    assert 3 <= share[HELD_BACK] <= 6
    assert 1 <= share[NOT_COMPLETED] <= 2


def test_five_schools_and_the_office_sent_60000_texts_in_14_months() -> None:
    assert 55_000 < len(texts()) < 65_000
    assert len({row["message_id"] for row in texts()}) == len(texts())
    assert {row["sent_by"] for row in texts()} == {OFFICE, *SCHOOLS}
    assert {row["school"] for row in texts()} == set(SCHOOLS)
    assert len({row["broadcast_id"] for row in texts()}) == len({row["broadcast"] for row in texts()}) >= 60
    days = {row["requested_at"].astimezone(ZONE).date() for row in texts()}
    assert (min(days), max(days)) == (FIRST_DAY, LAST_DAY)
    assert days >= set(school_days())


def test_a_duplicate_follows_a_text_to_the_same_number() -> None:
    reached: set[tuple[str, str, object]] = set()
    for row in texts():
        this = (row["broadcast"], row["number"], row["requested_at"].astimezone(ZONE).date())
        assert row["reason"] != DUPLICATE.key or this in reached
        if row["result"] in (TAKEN, WAITING, ON_ITS_WAY):
            reached.add(this)


def test_a_text_without_a_number_was_held_back_for_the_want_of_one() -> None:
    lacking = {reason.key for reason in vocabulary.REASONS if reason.may_lack_number}
    without = [row for row in texts() if row["number"] is None]
    assert {row["result"] for row in without} == {HELD_BACK}
    assert {row["reason"] for row in without} == {*lacking, None}


def test_some_texts_are_on_their_way_and_a_few_are_stuck() -> None:
    ages = [
        (r["result"], AS_OF - r["requested_at"]) for r in texts() if r["result"] in (WAITING, ON_ITS_WAY)
    ]
    stuck = [result for result, age in ages if age > timedelta(hours=72)]
    assert set(stuck) == {ON_ITS_WAY}
    assert 3 <= len(stuck) <= 30
    assert all(age < timedelta(hours=1) for result, age in ages if result == WAITING)
    assert max(row["updated_at"] for row in texts()) <= AS_OF.astimezone(UTC)


def test_one_bad_day_at_one_carrier_stands_out() -> None:
    days = Counter(
        row["requested_at"].astimezone(ZONE).date()
        for row in texts()
        if row["reason"] == CARRIER_TROUBLE.key
    )
    (worst, most), (_, second) = days.most_common(2)
    assert is_bad_day(datetime(worst.year, worst.month, worst.day, 12, tzinfo=ZONE))
    assert most > 10 * second


def test_the_snow_day_went_to_everybody_before_six() -> None:
    snow = [row for row in texts() if row["requested_at"].astimezone(ZONE).date() == SNOW_DAY]
    assert len({row["broadcast"] for row in snow}) == 1
    assert {row["school"] for row in snow} == set(SCHOOLS)
    assert len(snow) > 3_500
    assert all(row["requested_at"].astimezone(ZONE).hour < 6 for row in snow)
