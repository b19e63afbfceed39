"""`python -m queries` refuses what it can't answer with exit status 2 and a sentence that helps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.words import vocabulary
from queries.__main__ import main

Refused = Callable[..., str]
HELD_BACK = vocabulary.RESULTS[3].name


@pytest.fixture
def refused(capfd: pytest.CaptureFixture[str]) -> Refused:
    """Asks what can't be answered; what is said of it."""

    def ask(*words: str) -> str:
        try:
            code = main(words)
        except SystemExit as end:  # argparse's way
            code = int(end.code or 0)
        out, said = capfd.readouterr()
        assert (code, out) == (2, "")
        return said

    return ask


@pytest.mark.parametrize("what", ["result", "status"])
def test_a_result_or_status_that_there_is_not_is_told_with_those_there_are(
    what: str, refused: Refused
) -> None:
    question = {"result": "messages", "status": "statuses"}[what]
    known = {
        "result": [result.name for result in vocabulary.RESULTS],
        "status": [status.name for status in vocabulary.STATUSES],
    }[what]
    said = refused(question, f"--{what}", "delivered")
    assert f"no {what} called “delivered”" in said
    assert all(name in said for name in known)


@pytest.mark.parametrize(
    ("words", "takes"),
    [
        (("school_names", "--from", "2026-09-01"), "nothing"),
        (("school_names", "--to", "2026-09-01"), "nothing"),
        (("clocks", "--result", HELD_BACK), "nothing"),
        (("status_totals", "--broadcast", "B-1"), "--school"),
        (("statuses", "--number", "+12125550101"), "--school, --status, --sort, --rows"),
        (("broadcast_names", "--school", "Lincoln High"), "--from, --to, --broadcast"),
        (("result_totals", "--rows", "2"), "--from, --to, --broadcast, --school, --result, --reason"),
        (
            ("messages", "--status", "Opted In"),
            "--from, --to, --broadcast, --school, --result, --reason, --sort, --rows",
        ),
        (("part_totals", "--reason", "Not stated"), "--from, --to, --broadcast, --school"),
        (("status_totals", "--sort", "number"), "--school"),
        (("usual_share", "--broadcast", "B-1"), "--from, --to, --school, --enough"),
        (("still_changing", "--enough", "2"), "--from, --to, --broadcast, --school"),
        (("message_story", "--number", "2125550101"), "--service, --message"),
        (
            ("pending_totals", "--status", "Opted In"),
            "--school, --grade, --language, --pending-days, --left-alone-days",
        ),
        (("reminder_outcomes", "--school", "Lincoln High"), "--run, --plan-days, --enough"),
    ],
    ids=lambda words: " ".join(words[:2]) if isinstance(words, tuple) else "",
)
def test_a_filter_that_the_question_does_not_take_is_refused_with_those_it_takes(
    words: tuple[str, ...], takes: str, refused: Refused
) -> None:
    said = refused(*words)
    assert f"'{words[0]}' takes no {words[1]}." in said
    assert f"It takes: {takes}." in said


@pytest.mark.parametrize("reason", ["", "Blocked", "not", "carrier trouble, phone cannot"])
def test_a_reason_that_there_is_not_is_told_with_those_there_are(reason: str, refused: Refused) -> None:
    said = refused("messages", "--reason", "Carrier trouble", "--reason", reason)
    assert f"no reason called “{reason}”" in said
    assert all(known.key in said and known.title in said for known in vocabulary.REASONS)
    assert vocabulary.reason_title(None) in said


@pytest.mark.parametrize("sort", ["", "-", "--school", "school desc", "stage", "--number"])
def test_a_sort_that_there_is_not_is_refused_with_those_there_are(sort: str, refused: Refused) -> None:
    said = refused("messages", f"--sort={sort}")
    assert f"no sort called “{sort}”" in said
    assert all(name in said for name in ("requested_at", "-requested_at", "school", "-result"))


@pytest.mark.parametrize("words", [[], ["--service", "twilio"], ["--message", "SM1"]])
def test_a_story_of_no_text_is_refused(words: list[str], refused: Refused) -> None:
    said = refused("message_story", *words)
    assert "--service" in said
    assert "--message" in said


def test_rows_left_out_of_no_import_are_refused(refused: Refused) -> None:
    assert "--import" in refused("rows_left_out", "--kind", "rejected")


def test_what_came_of_no_run_is_refused_telling_where_they_are_listed(refused: Refused) -> None:
    said = refused("reminder_outcomes")
    assert "--run" in said
    assert "reminder_runs" in said


@pytest.mark.parametrize("option", ["--pending-days", "--left-alone-days"])
@pytest.mark.parametrize("days", ["-1", "two", "40000", "9" * 30])
def test_days_that_nobody_can_mean_are_refused_naming_the_option(
    option: str, days: str, refused: Refused
) -> None:
    assert option in refused("pending_totals", option, days)


def test_a_question_that_there_is_not_is_refused(refused: Refused) -> None:
    said = refused("nonsense")
    assert "no question called 'nonsense'" in said
    assert "python -m queries" in said


@pytest.mark.parametrize("number", [None, "", "no number", "5550101", "2.12555E+09"])
def test_what_is_no_number_is_refused_without_repeating_it(number: str | None, refused: Refused) -> None:
    said = refused("number_status", *([] if number is None else ["--number", number]))
    assert "number" in said
    assert "--number" in said or "area code" in said
    assert not number or number not in said


@pytest.mark.parametrize("day", ["2026-13-01", "09/30/2026", "yesterday"])
def test_what_is_no_day_is_refused_with_the_form_of_a_day(day: str, refused: Refused) -> None:
    said = refused("messages", "--from", day)
    assert day in said
    assert "2026-09-30" in said, "say how a day is written, such as 2026-09-30"


@pytest.mark.parametrize(("question", "option"), [("messages", "--rows"), ("usual_share", "--enough")])
def test_fewer_than_none_are_refused_naming_the_option(
    question: str, option: str, refused: Refused
) -> None:
    assert option in refused(question, option, "-1")


def test_days_the_wrong_way_round_are_refused(refused: Refused) -> None:
    assert "--from is after --to" in refused("messages", "--from", "2026-09-02", "--to", "2026-09-01")


def test_a_column_that_a_list_cannot_be_sorted_by_is_told_with_those_it_can(refused: Refused) -> None:
    said = refused("statuses", "--sort=-shoe_size")
    assert "There is no sort called “-shoe_size”" in said
    assert "There are: how, name, contact_id, school, number, status, changed_at, -how" in said
