"""`python -m queries`: questions from a terminal or a script."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import queries
from data import settings
from data.words import vocabulary
from queries.__main__ import main
from queries.command.printing import FORMATS
from tests.answers import EVERY, GOLDEN, Fill, ReadGiven

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[3]


def test_without_a_name_questions_are_listed_with_their_sentences(capfd: Capture) -> None:
    assert main([]) == 0
    listed = [line.split(maxsplit=1) for line in capfd.readouterr().out.splitlines()]
    assert listed == [[name, queries.read(name).sentence] for name in queries.names()]
    assert all(sentence.endswith("?") for _, sentence in listed)


def test_the_table_is_aligned_and_shares_have_two_decimals(answer: Callable[..., list[str]]) -> None:
    assert answer("result_totals", "--broadcast", "B-1") == [
        "stage        result              texts  share_pct",
        "Sending      Not Sent Yet        0      0.00",
        "Sending      Sending             0      0.00",
        "Sent         Sent                1      33.33",
        "Undelivered  Ineligible to Send  1      33.33",
        "Undelivered  Failed to Send      1      33.33",
    ]


def test_csv_is_exact_and_times_have_the_offset_of_their_day(answer: Callable[..., list[str]]) -> None:
    rows = list(csv.DictReader(answer("messages", "--format", "csv")))
    assert list(rows[0]) == list(queries.read("messages").schema("UTC").names)
    assert {row["message_id"]: row["requested_at"] for row in rows} == {
        "SM6": "2026-11-02T00:00:00-06:00",
        "SM5": "2026-10-01T00:00:00-05:00",
        "SM4": "2026-09-30T08:00:00-05:00",
        "SM3": "2026-03-09T00:00:00-05:00",
        "SM1": "2026-03-08T00:00:00-06:00",
        "SM2": "2026-03-08T00:00:00-06:00",
    }
    assert {row["number"] for row in rows if row["message_id"] in ("SM1", "SM5")} == {"+12125550101", ""}
    shares = [row["share_pct"] for row in csv.DictReader(answer("stage_totals", "--format", "csv"))]
    assert shares[0] == "33.333333333333336"


def test_a_time_keeps_its_fraction_of_a_second(
    logs: str, fill: Fill, read_given: ReadGiven, capfd: Capture
) -> None:
    fill(logs, read_given(GOLDEN / "messages" / "edges_of_the_range" / "given"))
    main(["messages", "--format", "csv", "--from", "2026-11-01", "--to", "2026-11-01"])
    rows = csv.DictReader(io.StringIO(capfd.readouterr().out))
    assert next(rows)["requested_at"] == "2026-11-01T23:59:59.999999-06:00"


def test_json_has_one_object_a_line(answer: Callable[..., list[str]]) -> None:
    rows = [json.loads(line) for line in answer("results_by_broadcast", "--format", "json")]
    assert rows[1] == {
        "broadcast_id": None,
        "broadcast": "Picture day",
        "first_requested_at": "2026-10-01T00:00:00-05:00",
        "texts": 1,
        "undelivered": 1,
        "undelivered_pct": 100.0,
    }


def test_parquet_has_the_types_that_the_question_promises(
    logs: str,
    fill: Fill,
    read_given: ReadGiven,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    fill(logs, read_given(EVERY))
    assert main(["messages", "--format", "parquet"]) == 0
    table = pq.read_table(io.BytesIO(capfdbinary.readouterr().out))
    assert table.schema.equals(queries.read("messages").schema(settings.load().timezone))
    assert table.num_rows == 6


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["--from", "2026-03-08", "--to", "2026-03-08"], {"SM1", "SM2"}),
        (["--from", "2026-10-01"], {"SM5", "SM6"}),
        (["--to", "2026-03-09"], {"SM1", "SM2", "SM3"}),
        (["--broadcast", "B-2"], {"SM4"}),
        (["--broadcast", "Picture day"], {"SM4", "SM5"}),
        (["--broadcast", "B-2", "--broadcast", "Snow"], {"SM1", "SM2", "SM4"}),
        (["--school", "Lincoln High"], {"SM1", "SM4"}),
        (["--result", "sent"], {"SM1"}),
        (["--result", "not_sent_yet", "--result", "failed"], {"SM3", "SM6"}),
        (["--result", "FAILED  to send", "--result", " ineligible to Send "], {"SM2", "SM3", "SM5"}),
        (["--from", "2026-09-30", "--to", "2026-10-01", "--result", "sending"], {"SM4"}),
        (["--reason", "duplicate_number"], {"SM2"}),
        (["--reason", "carrier  PROBLEM"], {"SM3"}),
        (["--reason", "No usable number", "--reason", "duplicate number"], {"SM2", "SM5"}),
        (
            ["--reason", "not_stated", "--reason", "carrier_trouble", "--school", "Grant Elementary"],
            {"SM3"},
        ),
        (["--rows", "2"], {"SM5", "SM6"}),
    ],
    ids=lambda words: " ".join(sorted(words)),  # a set has no order of its own
)
def test_a_filter_keeps_the_texts_that_match_it(
    words: list[str], ids: set[str], answer: Callable[..., list[str]]
) -> None:
    rows = [json.loads(line) for line in answer("messages", *words, "--format", "json")]
    assert {row["message_id"] for row in rows} == ids


@pytest.mark.parametrize("words", ["not_stated", "Not stated", " NOT  stated"])
def test_not_stated_is_a_reason_like_the_others(
    words: str, logs: str, fill: Fill, read_given: ReadGiven, capfd: Capture
) -> None:
    fill(logs, read_given(GOLDEN / "messages" / "given"))
    assert main(["messages", "--reason", words, "--format", "json"]) == 0
    assert [json.loads(row)["message_id"] for row in capfd.readouterr().out.splitlines()] == ["SM6"]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["--sort", "school"], ["SM5", "SM3", "SM2", "SM4", "SM1", "SM6"]),
        (["--sort=-School", "--rows", "3"], ["SM4", "SM1", "SM5"]),
        (["--sort", "requested_at", "--from", "2026-10-01"], ["SM5", "SM6"]),
    ],
    ids=" ".join,
)
def test_texts_are_sorted_by_the_column_named(
    words: list[str], ids: list[str], answer: Callable[..., list[str]]
) -> None:
    rows = [json.loads(line) for line in answer("messages", *words, "--format", "json")]
    assert [row["message_id"] for row in rows] == ids


def test_enough_sets_how_many_texts_are_compared(answer: Callable[..., list[str]]) -> None:
    def worst(*words: str) -> str:
        rows = answer("undelivered_by_broadcast", "--rows", "1", *words, "--format", "json")
        name: str = json.loads(rows[0])["broadcast_id"]
        return name

    assert worst() == "Picture day", "one undelivered text: no broadcast has enough to compare"
    assert worst("--enough", "2") == "B-1"


def test_the_logs_own_clock_says_which_texts_are_young(answer: Callable[..., list[str]]) -> None:
    assert answer("still_changing") == ["can_change  stuck", "1           1"]


def test_a_text_is_named_by_its_service_and_id(answer: Callable[..., list[str]]) -> None:
    (row,) = answer("message_story", "--service", "twilio", "--message", "SM3", "--format", "json")
    assert json.loads(row)["name"] == "Di Young"


def test_a_status_is_read_in_any_case(answer: Callable[..., list[str]]) -> None:
    rows = [json.loads(line) for line in answer("statuses", "--status", "opted OUT", "--format", "json")]
    assert {row["status"] for row in rows} == {vocabulary.STATUSES[2].name}


@pytest.mark.parametrize("number", ["(212) 555-0101", "212.555.0101", "+12125550101", "1 212 555 0101"])
def test_a_phone_number_is_read_in_any_format(number: str, answer: Callable[..., list[str]]) -> None:
    (row,) = answer("number_status", "--number", number, "--format", "json")
    assert (json.loads(row)["number"], json.loads(row)["texts"]) == ("+12125550101", 2)


def test_a_phone_number_can_come_from_standard_input(
    district: Path, answer: Callable[..., list[str]]
) -> None:
    command = subprocess.run(
        [sys.executable, "-m", "queries", "number_status", "--number", "-", "--format", "csv"],
        input="(212) 555-0101\n",
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "DISTRICT_TOML": str(district), "TZ": "Asia/Tokyo"},
    )
    assert (command.returncode, command.stderr) == (0, "")
    assert command.stdout.splitlines() == answer(
        "number_status", "--number", "+12125550101", "--format", "csv"
    )
    assert "2026-01-05T00:00:00-06:00" in command.stdout


@pytest.mark.parametrize("name", queries.names())
@pytest.mark.parametrize("form", FORMATS)
def test_empty_logs_are_answered_with_the_columns(
    name: str, form: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    question = queries.read(name)
    needed = {"number": "2125550101", "service": "twilio", "message": "SM1", "import": "1", "run": "1"}
    options = [parameter.removesuffix("_id") for parameter in question.parameters]
    words = [f"--{option}={needed[option]}" for option in options if option in needed]
    assert main([name, *words, "--format", form]) == 0
    out = capfdbinary.readouterr().out
    columns = [column for column, _ in question.columns]
    if form == "parquet":
        assert pq.read_table(io.BytesIO(out)).schema.names == columns
    elif form == "json":
        assert all(list(json.loads(line)) == columns for line in out.splitlines())
    else:
        header = out.decode().splitlines()[0]
        assert (header.split(",") if form == "csv" else header.split()) == columns


@pytest.mark.parametrize("days", [("--to", "9999-12-31"), ("--from", "0001-01-01"), ("--to", "0001-01-01")])
def test_days_at_the_ends_of_the_calendar_are_answered(
    days: tuple[str, str], answer: Callable[..., list[str]]
) -> None:
    total = json.loads(answer("stage_totals", *days, "--format", "json")[-1])["texts"]
    assert total == (0 if days == ("--to", "0001-01-01") else 6)


def test_a_list_is_sorted_up_and_down_by_the_column_named(answer: Callable[..., list[str]]) -> None:
    def names(*words: str) -> list[str]:
        return [row["name"] for row in csv.DictReader(answer("statuses", "--format", "csv", *words))]

    up = names("--sort", "name", "--school", "Lincoln High", "--school", "Grant Elementary")
    assert up == sorted(up)
    assert names("--sort=-name", "--school", "Lincoln High", "--school", "Grant Elementary") == up[::-1]
