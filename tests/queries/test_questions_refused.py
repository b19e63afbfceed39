"""`python -m queries` refuses what it can't answer with exit status 2 and a sentence that helps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.words import vocabulary
from queries.__main__ import main

Refuse = Callable[..., str]
INELIGIBLE = vocabulary.RESULTS[3].name


@pytest.fixture
def refuse(capfd: pytest.CaptureFixture[str]) -> Refuse:
    """Run a command that can't be answered, and return what it writes to standard error."""

    def run(*words: str) -> str:
        try:
            code = main(words)
        except SystemExit as end:  # argparse's way
            code = int(end.code or 0)
        out, error = capfd.readouterr()
        assert (code, out) == (2, "")
        return error

    return run


@pytest.mark.parametrize(
    ("question", "option", "values"),
    [
        (
            "messages",
            "--result",
            "Not Sent Yet, Sending, Sent, Ineligible to Send, Failed to Send",
        ),
        ("statuses", "--status", "Pending Opt-In, Opted In, Opted Out"),
    ],
)
def test_an_unknown_result_or_status_is_refused_with_the_known_ones(
    question: str, option: str, values: str, refuse: Refuse
) -> None:
    error = refuse(question, option, "delivered")
    assert error == f"{option} can't be “delivered”.\nIt can be: {values}.\n"


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (("school_names", "--from", "2026-09-01"), ""),
        (("school_names", "--to", "2026-09-01"), ""),
        (("clocks", "--result", INELIGIBLE), ""),
        (("status_totals", "--broadcast", "B-1"), "--school, --on"),
        (("statuses", "--number", "+12125550101"), "--school, --status, --on, --sort, --rows"),
        (
            ("broadcast_names", "--number", "2125550101"),
            "--from, --to, --broadcast, --school, --result, --reason, --search, --rows",
        ),
        (("result_totals", "--rows", "2"), "--from, --to, --broadcast, --school, --result, --reason"),
        (
            ("messages", "--status", "Opted In"),
            "--from, --to, --broadcast, --school, --result, --reason, --sort, --rows",
        ),
        (("part_totals", "--reason", "Not stated"), "--from, --to, --broadcast, --school"),
        (("status_totals", "--sort", "number"), "--school, --on"),
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
def test_an_option_that_the_question_does_not_take_is_refused_with_those_it_takes(
    words: tuple[str, ...], options: str, refuse: Refuse
) -> None:
    next_step = f"It takes: {options}." if options else "It takes no options."
    assert refuse(*words) == f"The question “{words[0]}” doesn't take {words[1]}.\n{next_step}\n"


@pytest.mark.parametrize("reason", ["", "Blocked", "not", "carrier problem, phone cannot"])
def test_an_unknown_reason_is_refused_with_the_known_ones(reason: str, refuse: Refuse) -> None:
    error = refuse("messages", "--reason", "Carrier problem", "--reason", reason)
    assert error.startswith(f"--reason can't be “{reason}”.\nIt can be: Not opted in, ")
    assert all(known.key in error and known.title in error for known in vocabulary.REASONS)
    assert "Not stated, not_stated." in error


@pytest.mark.parametrize("sort", ["", "-", "--school", "school desc", "stage", "--number"])
def test_an_unknown_sort_is_refused_with_the_known_ones(sort: str, refuse: Refuse) -> None:
    error = refuse("messages", f"--sort={sort}")
    assert error.startswith(f"--sort can't be “{sort}”.\nIt can be: ")
    assert all(name in error for name in ("requested_at", "-requested_at", "school", "-result"))


@pytest.mark.parametrize("words", [[], ["--service", "twilio"], ["--message", "SM1"]])
def test_story_without_a_text_is_refused(words: list[str], refuse: Refuse) -> None:
    assert (
        refuse("message_story", *words)
        == "No text was selected.\nSelect one with --service and --message.\n"
    )


def test_skipped_rows_without_an_import_are_refused(refuse: Refuse) -> None:
    error = refuse("rows_left_out", "--kind", "rejected")
    assert error == "No import was selected.\nSelect one with --import; `imports` lists them.\n"


def test_results_of_no_reminder_batch_are_refused_with_where_batches_are_listed(refuse: Refuse) -> None:
    error = refuse("reminder_outcomes")
    assert error == "No reminder batch was selected.\nSelect one with --run; `reminder_runs` lists them.\n"


@pytest.mark.parametrize("option", ["--pending-days", "--left-alone-days", "--plan-days"])
@pytest.mark.parametrize("days", ["-1", "two", "40000", "9" * 30])
def test_an_impossible_number_of_days_is_refused_with_its_option(
    option: str, days: str, refuse: Refuse
) -> None:
    assert f"argument {option}: " in refuse("pending_totals", option, days)


def test_an_unknown_question_is_refused(refuse: Refuse) -> None:
    error = refuse("nonsense")
    assert "There is no question “nonsense”." in error
    assert "python -m queries" in error


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (None, "No phone number was entered."),
        ("", "No phone number was entered."),
        ("no number", "This isn't a phone number."),
        ("5550101", "This isn't a phone number."),
        ("2.12555E+09", "This isn't a phone number."),
    ],
)
def test_a_bad_number_is_refused_without_repeating_it(
    number: str | None, error: str, refuse: Refuse
) -> None:
    written = refuse("number_status", *([] if number is None else ["--number", number]))
    assert written.startswith(error)
    assert "--number" in written or "area code" in written
    assert not number or number not in written


@pytest.mark.parametrize("day", ["2026-13-01", "09/30/2026", "yesterday"])
def test_a_bad_day_is_refused_with_the_form_of_a_day(day: str, refuse: Refuse) -> None:
    assert f"argument --from: “{day}” isn't a day. Write it as 2026-09-30." in refuse(
        "messages", "--from", day
    )


@pytest.mark.parametrize(("question", "option"), [("messages", "--rows"), ("usual_share", "--enough")])
def test_a_negative_count_is_refused_with_its_option(question: str, option: str, refuse: Refuse) -> None:
    assert f"argument {option}: " in refuse(question, option, "-1")
    assert f"argument {option}: “1.5” isn't a whole number, 0 or more" in refuse(question, option, "1.5")


def test_days_in_reverse_order_are_refused(refuse: Refuse) -> None:
    error = refuse("messages", "--from", "2026-09-02", "--to", "2026-09-01")
    assert error == "--from is after --to.\nWrite the first day, then the last.\n"


def test_a_list_is_not_sorted_by_an_unknown_column(refuse: Refuse) -> None:
    error = refuse("statuses", "--sort=-shoe_size")
    assert "--sort can't be “-shoe_size”." in error
    assert (
        "It can be: number, status, changed_at, how, name, contact_id, school, students, -number" in error
    )
