"""The list of imports: rows not imported, undoing the newest, missing files, and the check."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from data import check
from data.access import account
from data.check import record_lines
from data.jobs import queue
from data.tables import store
from data.tables.schemas import IMPORTS, LEFT_OUT
from pages.parts.imports import missing
from tests.import_files import DISTRICTS_ZONE, LOG, import_file, imported, log_file, messages, rows_of, text
from tests.pages.district import opened, text_of
from tests.pages.imports.page import CheckLine, ImportsPage

DIRECTED = (*LOG, "Direction", "Channel")
pytestmark = pytest.mark.usefixtures("nothing_imported")


@pytest.fixture
def _three_imports(nothing_imported: Path, tmp_path: Path) -> None:
    """A log, one with skipped and rejected rows, and one more with neither."""
    assert nothing_imported.exists()
    imported(log_file(tmp_path, text("m1"), name="first.csv"), by="Sam")
    aside = [(*text("a1"), "inbound", ""), (*text("a2"), "inbound", ""), (*text("a3"), "", "e-mail")]
    bad = [(*text("m3", to="?"), "", ""), (*text("m4", result=""), "", "")]
    rows = [(*text("m2"), "", ""), *aside, *bad]
    imported(log_file(tmp_path, *rows, header=DIRECTED, name="<b>second.csv"), by="Sam")
    imported(log_file(tmp_path, text("m1", why="changed"), text("m5"), name="third.csv"), by="Ana")


@pytest.mark.usefixtures("_three_imports")
def test_each_import_lists_and_offers_its_skipped_and_rejected_rows() -> None:
    page = ImportsPage()
    assert "3 files" in page.text
    third, second, first = page.listed
    assert [row.name for row in (first, second, third)] == ["first.csv", "<b>second.csv", "third.csv"]
    assert re.fullmatch(
        r"Imported \w+ \d+, 20\d\d, [\d:]+ [AP]M CT by Sam \(message log\)", second.lines[1]
    )
    assert second.lines[2:] == [
        DISTRICTS_ZONE,
        "3 rows skipped: inbound text (2), email",
        "2 rows rejected: Delivery Results, Phone Number",
    ]
    assert second.counts == ["6", "1", "0", "0", "3", "2"]
    assert second.buttons == ["Download 3 skipped rows (CSV)", "Download 2 rejected rows (CSV)"]
    assert [form["kind"] for form in second.downloads] == ["set aside", "rejected"]
    assert {form["action"] for form in second.downloads} == {"/download/rows_left_out.csv"}
    assert (first.lines[2:], first.buttons, first.downloads) == ([DISTRICTS_ZONE], [], [])


@pytest.mark.usefixtures("_three_imports")
def test_only_the_newest_import_is_undone_once_it_is_confirmed() -> None:
    page = ImportsPage()
    assert [row.buttons[-1:] == ["Undo import"] for row in page.listed] == [True, False, False]
    queue._jobs.append(queue.Job("third.csv", "done"))
    page.click_undo(max(row["import_id"] for row in rows_of("imports")))
    assert "**This reverts 1 new row, 1 updated row.**" in page.text
    assert "Updated rows get back their earlier values. Unchanged rows stay." in page.text
    assert len(messages()) == 3
    page.click("Undo import")
    assert set(messages()) == {"m1", "m2"}
    assert page.successes == ["The import of **third.csv** was undone. Reverted: 1 new row, 1 updated row."]
    third, second, first = page.listed
    assert third.lines[3].startswith("Undone ")
    assert third.lines[3].endswith(f" by {account()}")
    assert [row.buttons[-1:] == ["Undo import"] for row in (third, second, first)] == [False, True, False]
    assert queue.every() == []


@pytest.mark.usefixtures("_three_imports")
def test_kept_import_stays_unchanged() -> None:
    page = ImportsPage().click_undo(max(row["import_id"] for row in rows_of("imports")))
    page.click("Keep import")
    assert "Undo import" not in page.buttons
    assert len(messages()) == 3


@pytest.mark.usefixtures("_three_imports")
def test_import_that_arrived_meanwhile_is_not_undone_instead(tmp_path: Path) -> None:
    page = ImportsPage().click_undo(max(row["import_id"] for row in rows_of("imports")))
    imported(log_file(tmp_path, text("m9"), name="meanwhile.csv"))
    page.click("Undo import")
    assert set(messages()) == {"m1", "m2", "m5", "m9"}


def _confirmed_too_late() -> None:
    import queries
    from data import settings
    from data.access import person_at_machine
    from pages.parts.imports import undo

    with queries.reading(settings.load().logs):
        *_newer, oldest = queries.run("imports", person_at_machine(), rows=None).to_pylist()
        undo._undo(person_at_machine(), oldest)


def _undoing_for_a_viewer_of_before() -> None:
    import streamlit as st

    import queries
    from data.access import Viewer, person_at_machine
    from pages.parts.frame import data_source
    from pages.parts.imports import undo

    with queries.reading(data_source.shown().uri):
        newest = queries.run("imports", person_at_machine()).to_pylist()[0]
        if st.session_state.setdefault("is_first", True):
            st.session_state["is_first"] = False
            undo._undo(Viewer("whom the access file no longer has", "administrator"), newest)
    st.write("The page is drawn again.")


@pytest.mark.usefixtures("_three_imports")
def test_an_open_dialog_undoes_nothing_once_its_viewer_has_lost_the_right() -> None:
    before = rows_of("imports")
    assert "The page is drawn again." in text_of(opened(_undoing_for_a_viewer_of_before))
    assert rows_of("imports") == before


@pytest.mark.usefixtures("_three_imports")
def test_import_that_is_no_longer_the_newest_is_not_undone_when_confirmed() -> None:
    page = ImportsPage(_confirmed_too_late)
    assert "Only the newest import can be undone, which is now “third.csv”." in page.errors[0]
    assert len(messages()) == 3


def test_sample_data_is_not_undone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import_file(log_file(tmp_path, text("m1")), uri=str(tmp_path / "samples"))
    monkeypatch.setattr("data.sample.store_uri", lambda: str(tmp_path / "samples"))
    assert [(row.name, row.buttons) for row in ImportsPage().listed] == [("log.csv", [])]


def test_many_imports_are_listed_page_by_page(logs: str) -> None:
    snapshot = store.create(logs)
    rows = [{"import_id": f"{place:06d}", "file_name": f"file {place}."} for place in range(1, 24)]
    store.replace(logs, "imports", pa.Table.from_pylist(rows, schema=IMPORTS))
    assert snapshot.number == 0
    page = ImportsPage()
    assert "1–20 of 23 files" in page.text
    assert [row.name for row in page.listed] == [f"file {place}." for place in range(23, 3, -1)]


def _nightly(days_ago: list[float]) -> Callable[[str], None]:
    def commit(uri: str) -> None:
        now = datetime.now(UTC)
        snapshot = store.create(uri)
        for place, ago in enumerate(sorted(days_ago, reverse=True)):
            row = {"import_id": f"{place:06d}", "kind": "log", "imported_at": now - timedelta(days=ago)}
            snapshot = store.commit(snapshot, row | {"file_name": f"sms_log_{place}.csv"})

    return commit


@pytest.mark.parametrize(
    ("came", "is_missed"),
    [([7, 6, 5, 4, 3.1], True), ([4.5, 3.5, 2.5, 1.5], False), ([6, 5, 4], False)],
)
def test_missing_nightly_file_is_reported(came: list[float], logs: str, *, is_missed: bool) -> None:
    _nightly(came)(logs)
    warnings = [warning for warning in ImportsPage().warnings if "Files like" in warning]
    assert len(warnings) == is_missed
    if warnings:
        assert warnings[0].startswith(
            "Files like “sms_log_4.csv” usually arrive every night. The last one "
        )


def test_sample_data_is_never_reported_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _nightly([7, 6, 5, 4, 3.1])(str(tmp_path / "samples"))
    monkeypatch.setattr("data.sample.store_uri", lambda: str(tmp_path / "samples"))
    page = ImportsPage()
    assert page.listed[0].name == "sms_log_4.csv"
    assert not page.warnings


def test_the_warning_of_a_missed_file_is_in_the_districts_time() -> None:
    row = {
        "file_name": "sms_log_2026-11-20.csv",
        "usual_hours": 24.0,
        "last_came_at": datetime(2026, 11, 20, 6, 12, tzinfo=UTC),
    }
    assert missing.warning(row).replace("\\", "") == (
        "Files like “sms_log_2026-11-20.csv” usually arrive every night. "
        "The last one with new rows arrived Nov 20, 2026, 6:12 AM CT."
    )


@pytest.mark.usefixtures("_three_imports")
def test_the_check_shows_its_lines_until_the_data_changes(logs: str, tmp_path: Path) -> None:
    page = ImportsPage()
    assert "An import can be undone for 30 days." in page.html
    assert page.check == []
    page.click("Check now")
    claims = [*(one.claim for one in check.CHECKS), record_lines.WHOLE, record_lines.ENDS]
    expected = [CheckLine("OK", claim, is_wrong=False) for claim in claims]
    assert page.check == page.run().check == expected
    store.append(logs, "left_out", pa.Table.from_pylist([{"line": 2}], schema=LEFT_OUT))
    page.click("Check now")
    *well, wrong = page.check[:-2]
    assert [*well, *page.check[-2:]] == [*expected[:-3], *expected[-2:]]
    assert (wrong.state, wrong.is_wrong) == ("Wrong", True)
    assert wrong.sentences == (
        "No interrupted import has left anything behind. Found: left_out. "
        "These files don't count. The next import deletes them."
    )
    imported(log_file(tmp_path, text("m9"), name="later.csv"))
    assert page.run().check == []
