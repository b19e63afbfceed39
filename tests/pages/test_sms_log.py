"""SMS Log, run alone over a small log of its own."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa
import pytest

from pages.parts import charts, days, words
from tests.pages.district import (
    FAILED,
    FORMULA,
    ODD_SCHOOL,
    SENT,
    TEXTS,
    figures,
    html,
    listed,
    opened,
    said,
    sms_log,
)


def test_the_tiles_add_up_to_the_texts() -> None:
    test = opened(sms_log)
    assert figures(test) == [1, 1, 117, 1, 1]
    assert sum(figures(test)) == TEXTS
    assert f"counts the same {TEXTS} texts" in said(test)


def test_the_finding_claims_no_more_than_a_carrier_knows() -> None:
    finding = said(opened(sms_log))
    assert "**Carriers took 117 of 121 texts (96.7%).** No report can show who read one." in finding
    assert "2 (1.7%), of which 1 had already got it." in finding
    assert "delivered" not in finding.replace("Undelivered", "")


def test_first_shown_are_the_thirty_days_up_to_the_newest_text() -> None:
    assert "Aug 31, 2026 – Sep 29, 2026" in said(opened(sms_log)).replace("\\", "")


def test_all_results_stay_in_sight_when_one_is_chosen() -> None:
    test = opened(sms_log, result=[FAILED])
    assert figures(test) == [1, 1, 117, 1, 1]
    assert html(test).count("left out by the filter") == 4
    assert listed(test) == 1
    assert "hold the same 1 text: those with the chosen results, of the 121" in said(test)


def test_dates_the_wrong_way_round_are_swapped_and_it_is_said() -> None:
    test = opened(sms_log, period=["2026-09-09", "2026-09-01"])
    assert "Sep 1, 2026 – Sep 9, 2026" in said(test).replace("\\", "")
    assert "swapped" in test.info[0].value


def test_a_bad_value_in_the_address_is_left_out_and_it_is_said() -> None:
    test = opened(sms_log, period=["banana"], school=["Nowhere"], result=[SENT, "Delivered"])
    assert "the dates and a school and a result" in test.info[0].value
    assert test.multiselect(key="result").value == [SENT]
    assert opened(sms_log, school=["Lincoln High"]).info.len == 0


@pytest.mark.parametrize(
    ("picked", "shown"),
    [
        ((), (date(2026, 9, 1), date(2026, 9, 30))),
        ((date(2026, 9, 4),), (date(2026, 9, 4), date(2026, 9, 4))),
        ((date(2026, 9, 9), date(2026, 9, 4)), (date(2026, 9, 4), date(2026, 9, 9))),
    ],
)
def test_a_range_that_is_none_is_read_honestly(picked: tuple[date, ...], shown: days.Days) -> None:
    read, notice = days.whole_range(picked, (date(2026, 9, 1), date(2026, 9, 30)))
    assert read == shown
    assert notice


def test_broadcasts_come_newest_first_with_their_dates() -> None:
    assert opened(sms_log).multiselect(key="broadcast").options == [
        "Picture day · Sep 1, 2026",
        f"{FORMULA} · Sep 1, 2026",
    ]


def test_a_chosen_broadcast_stays_chosen_when_the_dates_leave_it_out() -> None:
    test = opened(sms_log, broadcast=["Picture day · Sep 1, 2026"], period=["2026-08-01", "2026-08-02"])
    assert test.multiselect(key="broadcast").value == ["b1"]
    assert "The log holds texts from Sep 1, 2026 to Sep 29, 2026" in test.info[0].value


def test_the_list_begins_at_its_first_page_again_when_the_filter_changes() -> None:
    test = opened(sms_log)
    assert listed(test) == 50
    test.pagination[0].select(3).run()
    assert listed(test) == 21
    assert "101–121 of 121" in said(test)
    test.multiselect(key="school").select("Lincoln High").run()
    assert "1–50 of 108" in said(test)


def test_names_from_a_file_are_words_and_never_marks() -> None:
    test = opened(sms_log, school=[ODD_SCHOOL])
    assert "<b>*K" not in html(test)
    assert "&lt;b&gt;*K-8*" in html(test)
    assert "[site](" not in said(test)


def test_numbers_and_times_are_written_as_people_write_them() -> None:
    test = opened(sms_log)
    assert "Requested (Central)" in html(test)
    assert "(212) 555-01" in html(test)
    assert re.search(r"Sep 29, 2026 8:\d\d AM", html(test))


def test_a_day_without_texts_stays_empty_and_a_result_left_out_is_not_drawn() -> None:
    answer = pa.table({"day": [date(2026, 9, 2)], "result": [SENT], "texts": [7]})
    figure = charts.texts_per_day(answer, date(2026, 9, 1), date(2026, 9, 30), is_dark=False)
    assert [(bar.name, list(bar.x), list(bar.y)) for bar in figure.data] == [
        (SENT, [date(2026, 9, 2)], [7])
    ]
    assert [edge.strftime("%m-%d %H") for edge in figure.layout.xaxis.range] == ["08-31 12", "09-30 12"]


def test_a_share_is_never_rounded_to_nothing_or_to_everything() -> None:
    shares = [0.0, 0.01, 94.12, 99.99, 100.0, None]
    assert [words.percent(share) for share in shares] == [
        "0.0%",
        "under 0.1%",
        "94.1%",
        "over 99.9%",
        "100%",
        "–",
    ]
