"""A new filter field is one entry: pages, chips, URLs and the command line show it with no other change."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.filters import chips, url
from pages.parts.opt_in_reminders.audience import Audience
from queries import Selection, fields
from queries.command.options import parser
from queries.field_kinds import Choice, DaysField, ListField

CARRIER = ListField(
    key="carrier",
    label="Carriers",
    link_word="carrier",
    everything="All carriers",
    parameters=("carriers",),
    choices=lambda: [Choice("att", "AT&T", "AT&T <wireless>"), Choice("vz", "Verizon", "Verizon")],
    option="--carrier",
    help="only texts to these carriers",
    pages=("sms_status",),
    folded_on=("sms_log",),
)
RETRIES = DaysField(
    key="retried",
    label="Retried for",
    link_word="retries",
    parameters=("retry_days",),
    options=(0, 3),
    usual=0,
    none_title="not at all",
    title=lambda days: f"{days} days",
    words=lambda days: f"retried for {days} days",
    option="--retry-days",
    metavar="N",
    help="only texts that were retried for N days",
    pages=("opt_in_reminders",),
)
SELECTION = Selection(date(2026, 9, 1), date(2026, 9, 30)).with_names({"carriers": ["AT&T", "Verizon"]})


@pytest.fixture(autouse=True)
def _new_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fields, "FIELDS", (*fields.FIELDS, CARRIER, RETRIES))


def row(function: str, **in_url: list[str]) -> AppTest:
    """Return a page that has nothing but one of the filter rows, and writes what it selects."""

    def page() -> None:
        import streamlit as st

        from data.access import person_at_machine
        from pages.parts.filters import filter_row

        selected = getattr(filter_row, st.session_state["function"])(person_at_machine())
        st.session_state["selected"] = selected

    test = AppTest.from_function(page, default_timeout=30)
    test.session_state["function"] = function
    for key, values in in_url.items():
        test.query_params[key] = values
    test.run()
    assert not test.exception
    return test


def test_every_page_of_a_field_shows_it() -> None:
    for function in ("sms_log_filters", "sms_status_filters"):
        field = row(function).multiselect(key="carrier_field")
        assert (field.label, field.options) == ("Carriers", ["AT&T <wireless>", "Verizon"])
    days = row("reminder_filters").selectbox(key="retried_field")
    assert (days.label, days.options) == ("Retried for", ["not at all", "3 days"])
    assert days.value == 0


def test_the_url_selects_its_values_by_key() -> None:
    selection = row("sms_status_filters", carrier=["vz"]).session_state["selected"]
    assert selection.names(CARRIER) == ("Verizon",)
    days = row("reminder_filters", retried=["3"]).session_state["selected"].days
    assert days["retry_days"] == 3


def test_a_link_with_an_unknown_value_is_reported_by_the_words_of_the_field() -> None:
    test = row("sms_status_filters", carrier=["vz", "cup and string"], school=["Nowhere"])
    assert test.info[0].value == "This link has filters we can't use (school, carrier). They were ignored."
    assert test.session_state["selected"].names(CARRIER) == ("Verizon",)
    test = row("reminder_filters", retried=["five"])
    assert test.info[0].value == "This link has a filter we can't use (retries). It was ignored."


def test_a_person_selects_its_values_by_title() -> None:
    test = row("sms_status_filters")
    test.multiselect(key="carrier_field").select("att").run()
    assert test.session_state["selected"].names(CARRIER) == ("AT&T",)
    assert test.session_state["carrier"] == ["att"], "the key, which the URL holds"
    test = row("reminder_filters")
    test.selectbox(key="retried_field").select(3).run()
    assert test.session_state["retried"] == ["3"]


def test_chips_and_sentences_name_its_values() -> None:
    line = chips.selection_line(SELECTION)
    assert re.findall(r'data-press="(.*?)" title="Show only this">(.*?)<span', line) == [
        ("only=carrier:att", "AT&amp;T &lt;wireless&gt;"),
        ("only=carrier:vz", "Verizon"),
    ]
    assert SELECTION.sentence() == "AT&T <wireless>, Verizon, Sep 1–30, 2026"


def test_a_click_selects_and_clears_its_values() -> None:
    def page() -> None:
        import streamlit as st

        from pages.parts.filters.narrowing import apply_click

        apply_click(*st.session_state["click"])

    test = AppTest.from_function(page)
    for click, values in (
        (("carrier", "att"), ["att"]),
        (("carrier", "?"), ["att"]),
        (("clear", "all"), []),
    ):
        test.session_state["click"] = click
        test.run()
        assert not test.exception
        assert test.session_state["carrier"] == values


def test_downloads_carry_its_keys_in_their_url() -> None:
    pairs = url.pairs_of(SELECTION)
    assert pairs[-2:] == [("carrier", "att"), ("carrier", "vz")]
    assert url.selection_of(pairs) == SELECTION


def test_questions_take_its_names_as_a_parameter() -> None:
    zone = ZoneInfo("America/Chicago")
    assert SELECTION.parameters(zone)["carriers"] == ["AT&T", "Verizon"]
    assert Selection().parameters(zone)["carriers"] is None


def test_the_command_line_has_its_option(capsys: pytest.CaptureFixture[str]) -> None:
    typed = parser().parse_args(["--carrier", "Verizon", "--carrier", "att", "--retry-days", "3"])
    assert (typed.carriers, typed.retry_days) == (["Verizon", "att"], 3)
    with pytest.raises(SystemExit):
        parser().parse_args(["--help"])
    printed = " ".join(capsys.readouterr().out.split())
    assert "--carrier NAME only texts to these carriers" in printed
    assert "--retry-days N only texts that were retried for N days" in printed


def test_the_audience_of_a_batch_names_its_numbers_of_days() -> None:
    now = datetime(2026, 9, 30, tzinfo=UTC)
    days = {"pending_days": 7, "left_alone_days": 1, "retry_days": 3}
    audience = Audience(Selection(schools=("Oak",), grades=("K", "9")), days, now)
    assert audience.sentence() == (
        "Oak, K, 9, pending for 7 days or more, not reminded in the last 1 day, retried for 3 days"
    )
    assert audience.parameters() == {**days, "now": now}
    everyone = Audience(Selection(), dict.fromkeys(days, 0), now)
    assert everyone.sentence() == "every school, grade and language"
