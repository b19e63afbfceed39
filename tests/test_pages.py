"""The pages, each run alone over a small log of its own; and the downloads behind their buttons."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyarrow as pa
import pytest
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

import queries
from data import vocabulary
from data.access import Viewer
from data.importer import take_in
from pages.parts import charts, days, downloads, filters, job_report, sources, words
from pages.parts.addresses import fields, selection_of
from pages.parts.spreadsheets import as_csv
from queries import Selection

NOT_YET, SENDING, SENT, INELIGIBLE, FAILED = (result.name for result in vocabulary.RESULTS)
PENDING, OPTED_IN, OPTED_OUT = (status.name for status in vocabulary.STATUSES)
ODD_SCHOOL = "Oak <b>*K-8*</b> [site](http://127.0.0.1:9)"
FORMULA = "=HYPERLINK(1)"
TEXTS = 121  # three pages of the list


def log_rows() -> Iterator[list[str]]:
    """A hundred and twenty-one texts of September, four of them not taken by a carrier."""
    others = {0: (NOT_YET, ""), 1: (SENDING, ""), 2: (INELIGIBLE, "duplicate_number"), 3: (FAILED, "")}
    for place in range(TEXTS):
        result, reason = others.get(place, (SENT, ""))
        school = ODD_SCHOOL if place % 10 == 0 else "Lincoln High"
        yield [
            f"m{place}",
            f"b{place % 2}",
            "Picture day" if place % 2 else FORMULA,
            school,
            f"c{place % 30}",
            f"212555{100 + place % 30:04d}",
            result,
            reason,
            f"2026-09-{1 + 2 * (place % 15):02d}T08:{place % 60:02d}:00",
        ]


def write_csv(file: Path, header: str, rows: Iterator[list[str]]) -> Path:
    """A CSV file as a service exports it."""
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(header.split(","))
        writer.writerows(rows)
    return file


LOG_HEADER = (
    "Message ID,Broadcast ID,Broadcast,School,Contact ID,Phone Number,Delivery Results,Reason,Date/Time"
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The settings of a district with a log, a consent list and a contact list taken in."""
    folder = tmp_path_factory.mktemp("district")
    file = folder / "district.toml"
    file.write_text('timezone = "America/Chicago"\nlogs = "logs"\n', encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISTRICT_TOML", str(file))
        take_in(write_csv(folder / "log.csv", LOG_HEADER, log_rows()))
        statuses = [["2125550100", OPTED_IN], ["2125550101", OPTED_OUT], ["2125550102", PENDING]]
        dated = ([*row, "2026-09-30"] for row in statuses)
        take_in(write_csv(folder / "list.csv", "Phone Number,SMS Status,As Of", dated))
        people = [["c0", "2125550100"], ["c1", "2125550101"], ["c2", "2125550101"]]
        named = ([*row, f"Pat {row[0]}", "Lincoln High", "2026-09-30"] for row in people)
        take_in(write_csv(folder / "contacts.csv", "Contact ID,Phone Number,Name,School,As Of", named))
    return file


@pytest.fixture(autouse=True)
def _of_that_district(filled: Path, district: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert filled != district
    monkeypatch.setenv("DISTRICT_TOML", str(filled))


@pytest.fixture
def nothing_imported(district: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another district, whose own logs are empty."""
    monkeypatch.setenv("DISTRICT_TOML", str(district))
    monkeypatch.setattr("data.sample.store_uri", lambda: str(district.parent / "samples"))
    return district


def sms_log() -> None:
    import queries
    from data.access import Viewer
    from pages import sms_log
    from pages.parts import sources

    with queries.reading(sources.shown().uri):
        sms_log.show(Viewer())


def sms_status() -> None:
    import queries
    from data.access import Viewer
    from pages import sms_status
    from pages.parts import sources

    with queries.reading(sources.shown().uri):
        sms_status.show(Viewer())


def imports() -> None:
    import queries
    from data.access import Viewer
    from pages import imports
    from pages.parts import sources

    with queries.reading(sources.shown().uri):
        imports.show(Viewer())


def opened(page: Callable[[], None], **address: list[str]) -> AppTest:
    """A page as somebody sees who opens it at an address."""
    test = AppTest.from_function(page, default_timeout=30)
    for name, values in address.items():
        test.query_params[name] = values
    test.run()
    assert not test.exception
    return test


def html(test: AppTest) -> str:
    return "".join(str(element.proto.body) for element in test.html)


def said(test: AppTest) -> str:
    return "\n".join(element.value for element in test.markdown)


def figures(test: AppTest) -> list[int]:
    """The counts of the tiles, in their order."""
    found = re.findall(r'<p class="figure"><b>([\d,]+)</b>', html(test))
    return [int(figure.replace(",", "")) for figure in found]


def listed(test: AppTest) -> int:
    """The rows of the list that are on the screen."""
    return html(test).rsplit("<tbody>", 1)[1].count("<tr>")


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


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("212.555.0100", "**Yes, \\(212\\) 555\\-0100 may be texted.**"),
        ("+1 (212) 555-0101", "**No, \\(212\\) 555\\-0101 may not be texted.**"),
        ("2125550129", "is in no consent list"),
        ("12", "not a phone number"),
        ("2.12555E+09", "scientific form"),
    ],
)
def test_a_number_in_any_form_is_answered_in_a_sentence(typed: str, answer: str) -> None:
    test = opened(sms_status)
    test.text_input[0].set_value(typed).run()
    told = [*test.success, *test.warning]
    assert answer in told[0].value.replace("\\.", ".") or answer in told[0].value
    assert not test.query_params


def test_a_shared_number_and_one_that_no_phone_has_are_said_to_be_so() -> None:
    test = opened(sms_status)
    test.text_input[0].set_value("2125550101").run()
    assert "2 contacts share it" in said(test)
    test.text_input[0].set_value("1115550101").run()
    assert "no phone anywhere" in said(test)


def test_totals_of_statuses_say_what_they_count() -> None:
    test = opened(sms_status)
    assert figures(test) == [1, 1, 1]
    assert "number of 2 contacts" in html(test)
    assert listed(test) == 4
    assert "hold the same 4 rows: 3 numbers of 3 contacts." in said(test)
    assert listed(opened(sms_status, status=[OPTED_OUT])) == 2


@pytest.mark.usefixtures("nothing_imported")
def test_a_file_is_recognised_corrected_and_taken_in() -> None:
    test = opened(imports)
    content = f"Phone,Consent,Shoe size\n2125550105,{OPTED_IN},7\n12,{OPTED_OUT},8\n".encode()
    test.file_uploader[0].upload("mine.csv", content).run()
    assert "**Columns that are not read:** Shoe size" in said(test)
    assert test.info[0].value.startswith("No column gives the date")
    assert not test.button
    test.date_input[0].set_value(date(2026, 9, 30)).run()
    assert "(212) 555-0105" in html(test)
    assert "not a phone number" in html(test)
    test.button[0].click().run()
    while job_report.is_running():
        time.sleep(0.05)
    test.run()
    assert not test.exception
    assert "2 rows read = 1 new + 1 rejected." in test.success[0].value
    assert "mine.csv" in html(opened(imports))
    assert not sources.shown().is_sample


@pytest.mark.usefixtures("nothing_imported")
def test_a_file_that_lacks_a_needed_column_can_be_put_right_by_hand() -> None:
    test = opened(imports)
    content = f"Phone,What she said,As of\n2125550105,{OPTED_IN},2026-09-30\n".encode()
    test.file_uploader[0].upload("mine.csv", content).run()
    next(box for box in test.selectbox if box.label == "This file is a").select("status").run()
    assert "needs a column for: Status" in test.warning[-1].value
    next(box for box in test.selectbox if box.label.startswith("Status")).select("What she said").run()
    assert not test.warning
    assert not test.button[0].disabled


@pytest.mark.usefixtures("nothing_imported")
def test_a_file_that_is_none_is_told_and_the_page_goes_on() -> None:
    test = opened(imports)
    test.file_uploader[0].upload("mine.parquet", b"PAR1 and no more").run()
    assert test.error
    assert [header.value for header in test.header] == ["Take files in", "Files taken in"]


def fetched(path: str) -> tuple[int, dict[str, str], bytes]:
    """What a browser gets from the downloads at a path: status, headers, content."""
    start: dict[str, Any] = {}
    body = io.BytesIO()
    asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> dict[str, Any]:
        for message in asked:
            return message
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        start.update(message if message["type"] == "http.response.start" else {})
        body.write(message.get("body", b""))

    route, _, query = path.partition("?")
    scope = {"type": "http", "method": "GET", "path": route, "query_string": query.encode(), "headers": []}
    app = Starlette(routes=[*downloads.routes()])
    asyncio.run(app({**scope, "asgi": {"spec_version": "2.4"}}, receive, send))
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], headers, body.getvalue()


def file_of(report: str, selection: Selection) -> list[dict[str, str]]:
    status, headers, content = fetched(f"/download/{report}.csv?{urlencode(fields(selection))}")
    assert status == 200
    assert headers["content-type"].startswith("text/csv")
    assert headers["cache-control"] == "no-store"
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_downloaded_file_has_every_row_that_the_page_counts() -> None:
    whole = Selection(date(2026, 9, 1), date(2026, 9, 30))
    assert len(file_of("sms_log", whole)) == TEXTS
    few = Selection(date(2026, 9, 1), date(2026, 9, 30), schools=(ODD_SCHOOL,), results=(SENT,))
    assert len(file_of("sms_log", few)) == 12
    assert len(file_of("sms_status", Selection())) == 4
    assert file_of("sms_log", Selection(date(2020, 1, 1), date(2020, 1, 2))) == []


def test_a_file_is_named_for_its_report_and_days() -> None:
    asked = urlencode(fields(Selection(date(2026, 9, 1), date(2026, 9, 30))))
    _status, headers, content = fetched(f"/download/sms_log.csv?{asked}")
    assert headers["content-disposition"] == 'attachment; filename="sms_log_2026-09-01_2026-09-30.csv"'
    assert content.startswith(b"\xef\xbb\xbf")


def test_a_file_has_words_over_it_times_with_offset_and_no_cell_that_runs() -> None:
    row = file_of("sms_log", Selection(broadcasts=("b0",), results=(INELIGIBLE,)))[0]
    assert row["Broadcast"] == f"'{FORMULA}"
    assert row["Number"] == "+12125550102"
    assert row["Requested"] == "2026-09-05T08:02:00-05:00"
    assert (row["Reason"], row["Why"]) == ("duplicate_number", vocabulary.reason_head("duplicate_number"))


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-2", "@x", "\tx", "\rx", "+1212555010a"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_a_word(cell: str) -> None:
    made = as_csv(pa.table({"name": [cell, "+12125550101", None]})).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(made, newline="")))
    assert [row[0] if row else "" for row in rows[1:]] == [f"'{cell}", "+12125550101", ""]


@pytest.mark.parametrize("query", ["from=yesterday", "result=Delivered", "number=12125550101", "status=x"])
def test_an_address_that_no_page_has_made_is_refused(query: str) -> None:
    status, _headers, content = fetched(f"/download/sms_log.csv?{query}")
    assert status == 400
    assert b"555" not in content


def test_a_selection_comes_back_from_its_address_as_it_was() -> None:
    from starlette.datastructures import QueryParams

    selection = Selection(
        date(2026, 9, 1), date(2026, 9, 30), ("b1",), (ODD_SCHOOL, "A & B"), (SENT,), None
    )
    assert selection_of(QueryParams(urlencode(fields(selection)))) == selection


def test_a_download_stops_its_question_when_the_browser_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []

    def endless(*_: object) -> Iterator[pa.RecordBatch]:
        try:
            while True:
                yield pa.record_batch({"number": ["+12125550101"] * 1000})
        finally:
            closed.append(True)

    monkeypatch.setattr(queries, "stream", endless)

    async def left_at_once() -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "http.disconnect"}

        async def send(_message: Any) -> None:
            await asyncio.sleep(0.01)

        scope = {"type": "http", "method": "GET", "path": "/download/sms_log.csv", "headers": []}
        app = Starlette(routes=[*downloads.routes()])
        await app({**scope, "query_string": b"", "asgi": {}}, receive, send)

    asyncio.run(asyncio.wait_for(left_at_once(), 20))
    assert closed == [True]


def test_a_problem_is_told_with_what_to_do_next(nothing_imported: Path) -> None:
    nothing_imported.write_text('timezone = "Mars"\n', encoding="utf-8")
    test = AppTest.from_file("../dashboard.py", default_timeout=30).run()
    assert not test.exception
    assert "'timezone'" in test.error[0].value
    assert "America/Chicago" in test.error[0].value


def test_an_unforeseen_fault_is_told_and_logged_without_its_text(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_viewer: Viewer) -> None:
        raise KeyError("(212) 555-0101")

    monkeypatch.setattr("pages.sms_log.show", broken)
    test = AppTest.from_file("../dashboard.py", default_timeout=30).run()
    assert not test.exception
    assert "could not be shown" in test.error[0].value
    assert "KeyError at" in caplog.text
    assert "555" not in caplog.text + test.error[0].value


def test_the_front_door_opens_on_the_log_without_a_strip_over_real_logs() -> None:
    test = AppTest.from_file("../dashboard.py", default_timeout=30).run()
    assert not test.exception
    assert test.title[0].value == "SMS Log"
    assert not test.warning


def test_samples_are_shown_until_the_first_import(nothing_imported: Path, tmp_path: Path) -> None:
    assert sources.shown() == sources.Source(str(nothing_imported.parent / "samples"), is_sample=True)
    take_in(write_csv(tmp_path / "log.csv", LOG_HEADER, log_rows()))
    assert sources.shown().is_sample is False


def test_every_filter_has_words_for_what_its_address_can_get_wrong() -> None:
    assert set(filters.NAMES) == {"period", "broadcast", "school", "result", "status"}
