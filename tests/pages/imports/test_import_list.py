"""The list of imports: what each left out, undoing the newest, what is missed, and the check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from data import check
from data.jobs import queue
from data.tables import store
from data.tables.schemas import IMPORTS, LEFT_OUT
from pages.parts.imports import missing
from tests.import_files import LOG, import_file, imported, log_file, messages, rows_of, text
from tests.pages.district import html, imports, opened, pressed, said

DIRECTED = (*LOG, "Direction", "Channel")
pytestmark = pytest.mark.usefixtures("nothing_imported")


@pytest.fixture
def _three_imports(nothing_imported: Path, tmp_path: Path) -> None:
    """A log, one that leaves rows out in every way, and one more of which nothing is left out."""
    assert nothing_imported.exists()
    imported(log_file(tmp_path, text("m1"), name="first.csv"), by="Sam")
    aside = [(*text("a1"), "inbound", ""), (*text("a2"), "inbound", ""), (*text("a3"), "", "e-mail")]
    bad = [(*text("m3", to="?"), "", ""), (*text("m4", result="Maybe"), "", "")]
    rows = [(*text("m2"), "", ""), *aside, *bad]
    imported(log_file(tmp_path, *rows, header=DIRECTED, name="<b>second.csv"), by="Sam")
    imported(log_file(tmp_path, text("m1", to="212-555-0102"), text("m5"), name="third.csv"), by="Ana")


def _of_one_school() -> None:
    import queries
    from data.access import Viewer
    from pages import imports
    from pages.parts.frame import data_source

    with queries.reading(data_source.shown().uri):
        imports.show(Viewer(schools=("Lincoln High",)))


def _labels(test: AppTest) -> list[str]:
    return [button.label for button in test.button]


def _press(test: AppTest, label: str) -> AppTest:
    next(button for button in test.button if button.label == label).click().run()
    assert not test.exception
    return test


@pytest.mark.usefixtures("_three_imports")
def test_each_import_tells_what_it_left_out_and_offers_it() -> None:
    listed = html(opened(imports))
    assert "3 set aside: 2 inbound, 1 e-mail" in listed
    assert "2 rejected: 1 Delivery Results, 1 Phone Number" in listed
    assert listed.count("Download 3 set aside (CSV)") == listed.count("Download 2 rejected (CSV)") == 1
    assert listed.count("/download/rows_left_out.csv") == 2
    assert "message log, taken in" in listed
    assert "<b>&lt;b&gt;second.csv</b>" in listed
    assert "3 files" in said(opened(imports))


@pytest.mark.usefixtures("_three_imports")
def test_who_sees_one_school_is_told_and_offered_nothing_of_rows_that_tell_no_school() -> None:
    listed = html(opened(_of_one_school))
    assert "third.csv" in listed
    for hidden in ("set aside:", "rejected:", "Download", "Undo this import", "rows_left_out"):
        assert hidden not in listed
    assert "Check the logs" not in _labels(opened(_of_one_school))


@pytest.mark.usefixtures("_three_imports")
def test_only_the_newest_import_is_undone_once_it_is_confirmed() -> None:
    test = opened(imports)
    assert html(test).count("Undo this import") == 1
    queue._jobs.append(queue.Job("third.csv", "done"))
    newest = max(row["import_id"] for row in rows_of("imports"))
    pressed(test, "undo", newest)
    assert "**What goes: 1 new row, 1 updated row.** What it updated is again as it was before." in said(
        test
    )
    assert len(messages()) == 3
    _press(test, "Undo it")
    assert set(messages()) == {"m1", "m2"}
    assert "**third\\.csv** was undone. What it brought is gone: 1 new row, 1 updated row." in (
        test.success[0].value
    )
    listed = html(test)
    assert "<b>Undone</b> by an administrator, " in listed
    assert listed.index("third.csv") < listed.index("Undone") < listed.index("second")
    assert listed.index("second") < listed.index("Undo this import") < listed.index("first.csv")
    assert queue.every() == []


@pytest.mark.usefixtures("_three_imports")
def test_an_import_that_is_kept_stays_as_it_is() -> None:
    test = pressed(opened(imports), "undo", max(row["import_id"] for row in rows_of("imports")))
    _press(test, "Keep it")
    assert "Undo it" not in _labels(test)
    assert len(messages()) == 3


@pytest.mark.usefixtures("_three_imports")
def test_an_import_that_came_meanwhile_is_not_undone_in_its_place(tmp_path: Path) -> None:
    test = pressed(opened(imports), "undo", max(row["import_id"] for row in rows_of("imports")))
    imported(log_file(tmp_path, text("m9"), name="meanwhile.csv"))
    _press(test, "Undo it")
    assert set(messages()) == {"m1", "m2", "m5", "m9"}


def _confirmed_too_late() -> None:
    import queries
    from data import settings
    from data.access import Viewer
    from pages.parts.imports import undo

    with queries.reading(settings.load().logs):
        *_newer, oldest = queries.run("imports", Viewer(), rows=None).to_pylist()
        undo._undo(Viewer(), oldest)


@pytest.mark.usefixtures("_three_imports")
def test_an_import_that_is_the_newest_no_longer_is_not_undone_once_it_is_confirmed() -> None:
    test = opened(_confirmed_too_late)
    assert "Only the newest import can be undone, and that is “third\\.csv” by now" in test.error[0].value
    assert len(messages()) == 3


@pytest.mark.usefixtures("_three_imports")
def test_nothing_is_undone_by_whoever_may_not() -> None:
    test = opened(_of_one_school)
    test.session_state["import to undo"] = max(row["import_id"] for row in rows_of("imports"))
    test.run()
    assert "Undo it" not in _labels(test)


def test_the_samples_are_not_undone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import_file(log_file(tmp_path, text("m1")), uri=str(tmp_path / "samples"))
    monkeypatch.setattr("data.sample.store_uri", lambda: str(tmp_path / "samples"))
    listed = html(opened(imports))
    assert "log.csv" in listed
    assert "Undo this import" not in listed


def test_many_imports_are_listed_page_by_page(logs: str) -> None:
    snapshot = store.create(logs)
    rows = [{"import_id": f"{place:06d}", "file_name": f"file {place}."} for place in range(1, 24)]
    store.replace(logs, "imports", pa.Table.from_pylist(rows, schema=IMPORTS))
    assert snapshot.number == 0
    test = opened(imports)
    assert "1–20 of 23 files" in said(test)
    assert "file 23." in html(test)
    assert "file 3." not in html(test)


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
def test_a_file_that_came_nightly_is_missed(came: list[float], logs: str, *, is_missed: bool) -> None:
    _nightly(came)(logs)
    told = [strip.value for strip in opened(imports).warning if "Files like" in strip.value]
    assert len(told) == is_missed
    if told:
        assert "“sms\\_log\\_4\\.csv” came nightly; the last one with something new came" in told[0]


def test_the_samples_are_never_missed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _nightly([7, 6, 5, 4, 3.1])(str(tmp_path / "samples"))
    monkeypatch.setattr("data.sample.store_uri", lambda: str(tmp_path / "samples"))
    test = opened(imports)
    assert "sms_log_4.csv" in html(test)
    assert not test.warning


def test_what_is_missed_is_told_in_the_districts_time() -> None:
    row = {
        "file_name": "sms_log_2026-11-20.csv",
        "usual_hours": 24.0,
        "last_came_at": datetime(2026, 11, 20, 6, 12, tzinfo=UTC),
    }
    assert missing.sentence(row) == (
        "Files like “sms\\_log\\_2026\\-11\\-20\\.csv” came nightly; the last one with something new came "
        "Nov 20, 2026 6:12 AM."
    )


@pytest.mark.usefixtures("_three_imports")
def test_the_check_shows_its_lines_until_the_data_changes(logs: str, tmp_path: Path) -> None:
    test = opened(imports)
    assert "30 days" in html(test)
    assert "sms checks" not in html(test)
    _press(test, "Check the logs")
    for known in check.CHECKS:
        assert f"<dt>ok</dt><dd>{known.claim}</dd>" in html(test)
    assert "sms checks" in html(test.run())
    store.append(logs, "left_out", pa.Table.from_pylist([{"line": 2}], schema=LEFT_OUT))
    _press(test, "Check the logs")
    assert '<dt class="wrong">WRONG</dt><dd>No interrupted import has left anything behind.' in html(test)
    imported(log_file(tmp_path, text("m9"), name="later.csv"))
    assert "sms checks" not in html(test.run())
