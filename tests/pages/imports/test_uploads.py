"""Several files uploaded at once, one by one or in a zip, and the queue in which they wait."""

from __future__ import annotations

import io
import os
import signal
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from data import settings
from data.importer.files import opening, unpacking
from data.importer.files.sources import Source
from data.jobs import queue
from data.tables import leftovers, store
from pages.parts.imports import uploads
from tests.import_files import LOG, csv_text, imported_files, messages, text, workbook
from tests.pages.imports.page import ImportsPage
from tests.queued import empty_queue, order, until

pytestmark = pytest.mark.usefixtures("nothing_imported")


@pytest.fixture(autouse=True)
def _empty_queue() -> Iterator[None]:
    yield from empty_queue()


def _log(message_id: str, **cells: str) -> bytes:
    return csv_text(LOG, text(message_id, **cells)).encode()


def _bad_row() -> bytes:
    return csv_text(text("bad", to="call me")).encode()


def _zip(members: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return held.getvalue()


def _folders() -> list[Path]:
    return sorted((store.workspace(settings.load().logs) / "sent").glob("*"))


def test_several_files_are_confirmed_at_once_and_those_that_wait_are_named(logs: str) -> None:
    page = ImportsPage().upload(
        {"b.csv": _log("m1"), "a.csv": _log("m2") + _bad_row(), "c.csv": _log("m3") + _bad_row()}
    )
    partly = "Import 1 row, reject 1"
    assert page.upload_buttons == ["Import all 3 files", "Import 1 row", partly, partly]
    with store.import_lock(logs):  # as another process would hold it
        page.click("Import all 3 files")
        assert "**2 files are waiting:** a.csv, c.csv." in page.text
        leftovers.clear_at_start(logs)
        assert len(_folders()) == 3, "another server's start leaves confirmed files"
        assert page.files == page.upload_buttons == []
        assert not page.successes
    page.finish_imports()
    assert [success.partition("** was")[0] for success in page.successes] == ["**b.csv"]
    ended_otherwise = [warning.partition("** was")[0] for warning in page.warnings[-2:]]
    assert ended_otherwise == ["**a.csv", "**c.csv"], "an import with rejected rows is never green"
    assert page.text.count("1 row was rejected.") == 2
    assert "You can leave this page" not in page.text
    assert imported_files() == ["b.csv", "a.csv", "c.csv"]
    assert _folders() == []


def test_file_is_confirmed_during_an_import_and_every_page_shows_the_queue(logs: str) -> None:
    page = ImportsPage().upload({"a.csv": _log("m1"), "b.csv": _log("m2")})
    with store.import_lock(logs):
        page.click_import(1)
        assert page.files == ["a.csv"]
        assert page.upload_buttons == ["Import 1 row"]
        visitor = ImportsPage()
        assert "waiting" not in visitor.text
        page.click_import()
        assert "**1 file is waiting:** a.csv." in page.text
        assert "**1 file is waiting:** a.csv." in visitor.run().text
    assert [success[:7] for success in page.finish_imports().successes] == ["**b.csv", "**a.csv"]
    assert len(visitor.run().successes) == 2
    assert imported_files() == ["b.csv", "a.csv"]


def test_button_for_all_files_imports_only_complete_ones() -> None:
    dateless = b"Phone,Consent\n2125550105,x\n"
    page = ImportsPage().upload(
        {"a.csv": _log("m1"), "list.csv": dateless, "none.pdf.csv": b"%PDF", "b.csv": _log("m2")}
    )
    assert page.upload_buttons == ["Import all 2 files", *["Import 1 row"] * 2]
    assert page.disabled_buttons == ["Import file"]
    page.click("Import all 2 files").finish_imports()
    assert imported_files() == ["a.csv", "b.csv"]
    assert page.files == ["list.csv", "none.pdf.csv"]


def test_each_export_of_a_zip_is_offered_as_if_it_had_been_sent_by_itself() -> None:
    zipped = {
        "part 10.csv": _log("m1"),
        "September/part 2.csv": _log("m2"),
        "notes *1*.pdf": b"%PDF",
        "a.doc": b"",
        "__MACOSX/._part 10.csv": b"",
        "twice.zip": _zip({"log.csv": _log("m3")}),
        "broken.parquet": b"PAR1 and no more",
    }
    page = ImportsPage().upload({"exports.zip": _zip(zipped), "alone.csv": _log("m4")})
    assert page.files == [
        "exports.zip/broken.parquet",
        "exports.zip/part 10.csv",
        "exports.zip/September/part 2.csv",
        "exports.zip/twice.zip",
        "alone.csv",
    ]
    assert "**Skipped in exports.zip:** " in page.text
    assert "a.doc, notes *1*.pdf (not a kind of file that can be imported)" in page.text
    assert "(a system file)" in page.text
    assert "This is a zip in a zip, which can't be imported." in page.errors[1]
    assert "Unpack it and import each file" not in "".join(page.errors)
    page.click("Import all 3 files").finish_imports()
    assert imported_files() == ["exports.zip/part 10.csv", "exports.zip/September/part 2.csv", "alone.csv"]
    assert len(page.successes) == 3
    assert page.files == ["exports.zip/broken.parquet", "exports.zip/twice.zip"]


def test_zip_whose_files_are_imported_shows_nothing_and_leaves_no_files() -> None:
    page = ImportsPage().upload(
        {"exports.zip": _zip({"a.csv": _log("m1"), "b.csv": _log("m2"), "notes.pdf": b"%PDF"})}
    )
    assert len(_folders()) == 2, "the zip goes once its files are kept"
    if os.name != "nt":
        assert {folder.stat().st_mode & 0o777 for folder in _folders()} == {0o700}
    page.click_import().finish_imports()
    assert page.files == ["exports.zip/b.csv"]
    page.click_import().finish_imports()
    assert set(messages()) == {"m1", "m2"}
    assert "Skipped" not in page.text
    assert _folders() == []


def test_a_file_of_a_zip_that_was_cleared_away_is_there_again() -> None:
    page = ImportsPage().upload({"exports.zip": _zip({"a.csv": _log("m1"), "b.csv": _log("m2")})})
    leftovers.clear_at_start(settings.load().logs)  # by another server
    assert _folders() == []
    page.click("Import all 2 files").finish_imports()
    assert set(messages()) == {"m1", "m2"}


def test_zip_made_to_fill_the_disk_is_reported_and_the_others_can_be_imported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unpacking, "HARMLESS_BYTES", 1 << 20)
    bomb = _zip({"zeros.csv": b"0" * (1 << 23), "a.csv": _log("m1")})
    page = ImportsPage().upload({"exports.zip": bomb, "cut.zip": bomb[:300]})
    assert [error.split("\n")[0] for error in page.errors] == [
        "**This file unpacks to more than 200 times its size, which no log does.**",
        "**This file is damaged and can't be unpacked.**",
    ]
    assert "zeros.csv" not in str(list(store.workspace(settings.load().logs).rglob("*")))
    page.click_import().finish_imports()
    assert imported_files() == ["exports.zip/a.csv"]


def test_many_files_are_offered_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PER_PAGE", 2)
    page = ImportsPage().upload({"exports.zip": _zip({f"{n}.csv": _log(f"m{n}") for n in range(3)})})
    assert page.files == ["exports.zip/0.csv", "exports.zip/1.csv"]
    assert "1–2 of 3 files" in page.text
    page.click("Import all 2 files").finish_imports()
    assert page.files == ["exports.zip/2.csv"]
    page.click_import().finish_imports()
    assert len(imported_files()) == 3


def test_problem_of_an_import_is_shown_under_its_name(tmp_path: Path) -> None:
    page = ImportsPage()
    queue.start(order(tmp_path, text("m1"), columns={"result": "Fax"}, name="bad *1*.csv"))
    page.finish_imports()
    assert "**bad *1*.csv** wasn't imported." in page.text
    assert "there is no such column" in page.errors[0]


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such signals")
def test_a_file_whose_import_was_killed_is_offered_again(logs: str) -> None:
    page = ImportsPage().upload({"exports.zip": _zip({"a.csv": _log("m1"), "b.csv": _log("m2")})})
    with store.import_lock(logs):
        page.click("Import all 2 files")
        until(lambda: queue.every()[0].process)
        os.kill(queue.every()[0].process or os.getpid(), signal.SIGKILL)
        until(lambda: queue.every()[0].problem)
    page.finish_imports()
    assert "**exports.zip/a.csv** wasn't imported." in page.text
    assert "Nothing was stored." in page.errors[0]
    assert page.files == ["exports.zip/a.csv"]
    page.click_import().finish_imports()
    assert set(messages()) == {"m1", "m2"}
    assert not page.errors


def test_an_uploaded_workbook_is_opened_once_for_every_look_at_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openings: list[Path] = []

    def open_and_count(path: Path, *arguments: object, **options: object) -> Source:
        openings.append(path)
        return open_source(path, *arguments, **options)  # type: ignore[arg-type]

    open_source = opening.open_source
    monkeypatch.setattr(opening, "open_source", open_and_count)
    file = workbook(tmp_path / "log.xlsx", Log=[LOG, text("m1")])
    page = ImportsPage().upload({"log.xlsx": file.read_bytes()})
    assert "(212) 555-0101" in page.first_rows
    page.read_as("Reason", "")
    assert len(openings) == 1
    page.click_import().finish_imports()
    assert set(messages()) == {"m1"}
    assert _folders() == []
