"""The texts of the sample: every case that a page shows, in plausible numbers."""

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
    CARRIER_PROBLEM,
    DUPLICATE,
    FAILED,
    INELIGIBLE,
    NOT_SENT_YET,
    SENDING,
    SENT,
)
from data.tables import store
from data.tables.schemas import IMPORTS
from data.words import vocabulary
from tests.sample_logs import FOLDER, rows_of, texts

FICTIONAL = re.compile(r"\+1[2-9]\d\d55501\d\d")


def test_the_files_are_small() -> None:
    assert sum((FOLDER / name).stat().st_size for name, _ in FILES) < 2_500_000


def test_the_generator_makes_the_committed_files() -> None:
    for name, table in generate.tables().items():
        assert table.equals(pq.read_table(FOLDER / name)), f"run python -m data.sample.generate: {name}"


def test_the_sample_logs_are_imported_once_with_the_days_they_cover() -> None:
    imports = store.newest(sample.store_uri()).table("imports").sort_by("import_id")
    assert imports["kind"].to_pylist() == [kind for _, kind in FILES]
    assert imports["covers_from"].to_pylist() == [*[None] * 3, min(row["requested_at"] for row in texts())]
    assert store.newest(sample.store_uri()).table("imports").num_rows == len(FILES)


def test_the_sample_logs_are_imported_again_if_the_tables_have_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = sample._fingerprint.__wrapped__("UTC")
    assert sample._fingerprint.__wrapped__("UTC") == before
    monkeypatch.setattr(sample, "IMPORTS", IMPORTS.append(pa.field("a_new_column", pa.string())))
    assert sample._fingerprint.__wrapped__("UTC") != before


@pytest.mark.parametrize("name", [name for name, _ in FILES])
def test_every_number_is_valid_and_fictional(name: str) -> None:
    numbers = {row["number"] for row in rows_of(name)} - {None}
    assert all(FICTIONAL.fullmatch(number) for number in numbers)
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(number)) for number in numbers)


def test_the_sample_log_has_every_result_and_every_reason() -> None:
    results = {result.name for result in vocabulary.RESULTS}
    reasons = {(reason.result, reason.key) for reason in vocabulary.REASONS}
    assert {row["result"] for row in texts()} == results
    assert {(row["result"], row["reason"]) for row in texts() if row["reason"]} == reasons


def test_every_reason_is_logged_as_its_key_and_as_a_sentence() -> None:
    forms = {(row["reason"], row["reason"] == row["reason_text"]) for row in texts() if row["reason"]}
    assert len(forms) == 2 * len(vocabulary.REASONS)


def test_both_undelivered_results_are_also_logged_without_a_reason() -> None:
    silent = Counter(row["result"] for row in texts() if row["reason_text"] is None)
    unclear = Counter(row["result"] for row in texts() if row["reason_text"] and not row["reason"])
    assert all(counted[result] for counted in (silent, unclear) for result in (INELIGIBLE, FAILED))


def test_the_shares_of_results_are_plausible() -> None:
    share = {result: 100 * n / len(texts()) for result, n in Counter(r["result"] for r in texts()).items()}
    assert 92 <= share[SENT] <= 95
    assert 3 <= share[INELIGIBLE] <= 6
    assert 1 <= share[FAILED] <= 2


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
        if row["result"] in (SENT, NOT_SENT_YET, SENDING):
            reached.add(this)


def test_a_text_without_a_number_is_ineligible_for_that_reason() -> None:
    lacking = {reason.key for reason in vocabulary.REASONS if reason.may_lack_number}
    without = [row for row in texts() if row["number"] is None]
    assert {row["result"] for row in without} == {INELIGIBLE}
    assert {row["reason"] for row in without} == {*lacking, None}


def test_some_texts_are_in_progress_and_a_few_have_no_final_result() -> None:
    ages = [
        (r["result"], AS_OF - r["requested_at"]) for r in texts() if r["result"] in (NOT_SENT_YET, SENDING)
    ]
    without_final_result = [result for result, age in ages if age > timedelta(hours=72)]
    assert set(without_final_result) == {SENDING}
    assert 3 <= len(without_final_result) <= 30
    assert all(age < timedelta(hours=1) for result, age in ages if result == NOT_SENT_YET)
    assert max(row["updated_at"] for row in texts()) <= AS_OF.astimezone(UTC)


def test_one_day_has_many_carrier_problems() -> None:
    days = Counter(
        row["requested_at"].astimezone(ZONE).date()
        for row in texts()
        if row["reason"] == CARRIER_PROBLEM.key
    )
    (worst, most), (_, second) = days.most_common(2)
    assert is_bad_day(datetime(worst.year, worst.month, worst.day, 12, tzinfo=ZONE))
    assert most > 10 * second


def test_the_snow_day_text_went_to_everyone_before_six() -> None:
    snow = [row for row in texts() if row["requested_at"].astimezone(ZONE).date() == SNOW_DAY]
    assert len({row["broadcast"] for row in snow}) == 1
    assert {row["school"] for row in snow} == set(SCHOOLS)
    assert len(snow) > 3_500
    assert all(row["requested_at"].astimezone(ZONE).hour < 6 for row in snow)
