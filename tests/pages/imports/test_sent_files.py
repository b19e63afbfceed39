"""Several files sent to Imports at once, by themselves or in a zip, and the queue that they stand in."""

from __future__ import annotations

import io
import os
import shutil
import signal
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import settings
from data.importer.files import unpacking
from data.jobs import queue
from data.tables import store
from pages.parts.imports import uploads
from tests.import_files import LOG, csv_text, imported_files, messages, text
from tests.pages.district import imports, opened, said
from tests.queued import empty_queue, order, until

pytestmark = pytest.mark.usefixtures("nothing_imported")


@pytest.fixture(autouse=True)
def _empty_queue() -> Iterator[None]:
    yield from empty_queue()


def _log(message_id: str, **cells: str) -> bytes:
    return csv_text(LOG, text(message_id, **cells)).encode()


def _zip(members: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return held.getvalue()


def _sent(files: Mapping[str, bytes]) -> AppTest:
    test = opened(imports)
    for name, content in files.items():
        test.file_uploader[0].upload(name, content)
    test.run()
    assert not test.exception
    return test


def _titles(test: AppTest) -> list[str]:
    return [title.value for title in test.subheader]


def _labels(test: AppTest) -> list[str]:
    return [button.label for button in test.button if button.label.startswith("Take")]


def _press(test: AppTest, label: str, place: int = 0) -> AppTest:
    [button for button in test.button if button.label == label][place].click().run()
    assert not test.exception
    return test


def _all_in(test: AppTest) -> AppTest:
    until(lambda: not queue.is_busy())
    test.run()
    assert not test.exception
    return test


def _folders() -> list[Path]:
    return sorted((store.workspace(settings.load().logs) / "sent").glob("*"))


def test_several_files_are_confirmed_at_once_and_those_that_wait_are_named(logs: str) -> None:
    test = _sent({"b.csv": _log("m1"), "a.csv": _log("m2", to="?"), "c.csv": _log("m3", to="?")})
    assert _labels(test) == ["Take all 3 files in", *["Take this file in"] * 3]
    with store.import_lock(logs):  # as another process would hold it
        _press(test, "Take all 3 files in")
        assert "2 files wait behind it: **a\\.csv**, **c\\.csv**." in said(test)
        assert _titles(test) == _labels(test) == []
        assert not test.success
    _all_in(test)
    assert [told.value.partition("** was")[0] for told in test.success] == [
        "**b\\.csv",
        "**a\\.csv",
        "**c\\.csv",
    ]
    assert said(test).count("1 row could not be understood.") == 2
    assert "You may leave this page" not in said(test)
    assert imported_files() == ["b.csv", "a.csv", "c.csv"]
    assert _folders() == []


def test_a_file_is_confirmed_while_another_runs_and_everybody_sees_the_queue(logs: str) -> None:
    test = _sent({"a.csv": _log("m1"), "b.csv": _log("m2")})
    with store.import_lock(logs):
        _press(test, "Take this file in", place=1)
        assert _titles(test) == ["a\\.csv"]
        assert _labels(test) == ["Take this file in"]
        somebody = opened(imports)
        assert "wait" not in said(somebody)
        _press(test, "Take this file in")
        assert "1 file waits behind it: **a\\.csv**." in said(test)
        assert "1 file waits behind it: **a\\.csv**." in said(somebody.run())
    assert [told.value[:8] for told in _all_in(test).success] == ["**b\\.csv", "**a\\.csv"]
    assert len(somebody.run().success) == 2
    assert imported_files() == ["b.csv", "a.csv"]


def test_the_button_for_all_takes_only_those_of_which_nothing_is_missing() -> None:
    dateless = b"Phone,Consent\n2125550105,x\n"
    test = _sent({"a.csv": _log("m1"), "list.csv": dateless, "none.pdf.csv": b"%PDF", "b.csv": _log("m2")})
    assert _labels(test) == ["Take all 2 files in", *["Take this file in"] * 2]
    _all_in(_press(test, "Take all 2 files in"))
    assert imported_files() == ["a.csv", "b.csv"]
    assert _titles(test) == ["list\\.csv", "none\\.pdf\\.csv"]


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
    test = _sent({"exports.zip": _zip(zipped), "alone.csv": _log("m4")})
    assert _titles(test) == [
        "exports\\.zip/broken\\.parquet",
        "exports\\.zip/part 10\\.csv",
        "exports\\.zip/September/part 2\\.csv",
        "exports\\.zip/twice\\.zip",
        "alone\\.csv",
    ]
    told = said(test)
    assert "**Skipped in exports\\.zip:** " in told
    assert "a\\.doc, notes \\*1\\*\\.pdf (not a kind of file that exports are)" in told
    assert "(a file of the system's own)" in told
    assert "A zip in a zip is not opened" in test.error[1].value
    assert "Unpack it and import them one by one" not in "".join(error.value for error in test.error)
    _all_in(_press(test, "Take all 3 files in"))
    assert imported_files() == ["exports.zip/part 10.csv", "exports.zip/September/part 2.csv", "alone.csv"]
    assert len(test.success) == 3
    assert _titles(test) == ["exports\\.zip/broken\\.parquet", "exports\\.zip/twice\\.zip"]


def test_a_zip_whose_files_are_all_in_says_no_more_and_leaves_nothing_behind() -> None:
    test = _sent({"exports.zip": _zip({"a.csv": _log("m1"), "b.csv": _log("m2"), "notes.pdf": b"%PDF"})})
    assert len(_folders()) == 2, "the zip goes once its files are kept"
    if os.name != "nt":
        assert {folder.stat().st_mode & 0o777 for folder in _folders()} == {0o700}
    _all_in(_press(test, "Take this file in"))
    assert _titles(test) == ["exports\\.zip/b\\.csv"]
    _all_in(_press(test, "Take this file in"))
    assert set(messages()) == {"m1", "m2"}
    assert "Skipped" not in said(test)
    assert _folders() == []


def test_a_file_of_a_zip_that_was_cleared_away_is_there_again() -> None:
    test = _sent({"exports.zip": _zip({"a.csv": _log("m1"), "b.csv": _log("m2")})})
    for folder in _folders():
        shutil.rmtree(folder)
    _all_in(_press(test, "Take all 2 files in"))
    assert set(messages()) == {"m1", "m2"}


def test_a_zip_made_to_fill_the_disk_is_told_and_the_others_can_be_taken_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unpacking, "HARMLESS_BYTES", 1 << 20)
    bomb = _zip({"zeros.csv": b"0" * (1 << 23), "a.csv": _log("m1")})
    test = _sent({"exports.zip": bomb, "cut.zip": bomb[:300]})
    assert [error.value.split("\n")[0] for error in test.error] == [
        "**This file unpacks to more than 200 times its size, as no log does\\.**",
        "**This file is damaged and can't be unpacked\\.**",
    ]
    assert "zeros.csv" not in str(list(store.workspace(settings.load().logs).rglob("*")))
    _all_in(_press(test, "Take this file in"))
    assert imported_files() == ["exports.zip/a.csv"]


def test_many_files_are_offered_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PER_PAGE", 2)
    test = _sent({"exports.zip": _zip({f"{n}.csv": _log(f"m{n}") for n in range(5)})})
    assert _titles(test) == ["exports\\.zip/0\\.csv", "exports\\.zip/1\\.csv"]
    assert "1–2 of 5 files" in said(test)
    for _page in range(2):
        _all_in(_press(test, "Take all 2 files in"))
    assert _titles(test) == ["exports\\.zip/4\\.csv"]
    _all_in(_press(test, "Take this file in"))
    assert len(imported_files()) == 5


def test_a_problem_of_an_import_is_told_under_its_name(tmp_path: Path) -> None:
    test = opened(imports)
    queue.start(order(tmp_path, text("m1"), columns={"result": "Fax"}, name="bad *1*.csv"))
    _all_in(test)
    assert "**bad \\*1\\*\\.csv** was not taken in:" in said(test)
    assert "not there" in test.error[0].value


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such signals")
def test_a_file_whose_import_was_killed_is_offered_again(logs: str) -> None:
    test = _sent({"exports.zip": _zip({"a.csv": _log("m1"), "b.csv": _log("m2")})})
    with store.import_lock(logs):
        _press(test, "Take all 2 files in")
        until(lambda: queue.every()[0].process)
        os.kill(queue.every()[0].process or os.getpid(), signal.SIGKILL)
        until(lambda: queue.every()[0].problem)
    _all_in(test)
    assert "**exports\\.zip/a\\.csv** was not taken in:" in said(test)
    assert "nothing was stored" in test.error[0].value
    assert _titles(test) == ["exports\\.zip/a\\.csv"]
    _all_in(_press(test, "Take this file in"))
    assert set(messages()) == {"m1", "m2"}
    assert not test.error
