"""Logs in an object store are read as those in a folder are: every question has the same answer."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

import queries
from data import engine, settings
from data.access import Viewer
from data.engine import by_time, stored_objects
from data.tables import store
from tests.districts import district_in
from tests.import_files import CONTACTS, LISTED, OPTED_IN, OPTED_OUT, csv_text, import_file, number, written
from tests.pages.district import LOG_HEADER, log_rows, sms_log, write_csv
from tests.storage.object_server import ObjectServer, lay_logs_at, reach

OF_ITS_OWN_TIME = {"record", "record_totals", "record_people", "stored_totals"}
OF_THE_IMPORT = {"imported_at", "import_id", "seen_until", "at"}  # when it was imported, and what follows


def _import_all(folder: Path) -> None:
    """Import a log, a consent list and a contact list into the district's logs."""
    import_file(write_csv(folder / "log.csv", LOG_HEADER, log_rows()))
    statuses = (([number(place), status]) for place, status in ((0, OPTED_IN), (1, OPTED_OUT)))
    import_file(
        written(
            folder / "list.csv", csv_text((*LISTED, "As Of"), *[[*row, "2026-09-30"] for row in statuses])
        )
    )
    people = [["c0", number(0), "Ana", "Lincoln High", "", "2026-09-30"]]
    import_file(written(folder / "contacts.csv", csv_text(CONTACTS, *people)))


def _answers(viewer: Viewer) -> dict[str, list[dict[str, object]]]:
    """Return the answers to all questions that need no value, without what differs between two imports."""
    of_a_number = queries.run("number_status", viewer, number=12125550101).to_pylist()
    answers = {"number_status": of_a_number}
    for name in {*queries.names()} - OF_ITS_OWN_TIME:
        try:
            rows = queries.run(name, viewer)
        except TypeError:  # it needs a value
            continue
        kept = [column for column in rows.column_names if column not in OF_THE_IMPORT]
        answers[name] = rows.select(kept).to_pylist()
    return answers


@pytest.fixture(scope="module")
def both(server: ObjectServer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the settings of two districts with the same logs: on a disk, and in the object store."""
    folders = {place: tmp_path_factory.mktemp(place) for place in ("disk", "store")}
    for place, folder in folders.items():
        with district_in(folder), pytest.MonkeyPatch.context() as patch:
            if place == "store":
                lay_logs_at(server.port, folder / "district.toml", patch)
            _import_all(folder)
    return folders


@pytest.fixture
def filled(both: dict[str, Path], server: ObjectServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of logs in the object store, with a log, a consent list and a contact list."""
    reach(server.port, monkeypatch)
    _work_for(both["store"], monkeypatch)
    return settings.load().logs


def _work_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISTRICT_TOML", str(folder / "district.toml"))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "own"))


def test_every_question_has_the_answer_that_it_has_on_a_disk(
    both: dict[str, Path], filled: str, viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled.startswith("s3://")
    answers = _answers(viewer)
    assert len(answers) > 40
    _work_for(both["disk"], monkeypatch)
    for name, rows in _answers(viewer).items():
        assert answers[name] == rows, name
    assert answers["number_status"]


def test_a_page_shows_logs_in_an_object_store(filled: str) -> None:
    page = AppTest.from_function(sms_log, default_timeout=60).run()
    assert filled
    assert not page.exception
    assert "121" in str([element.proto for element in page.html])


def test_a_question_reads_only_the_bytes_that_it_needs_and_each_once(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_bytes = stored_objects.StoredObject.read
    lengths = []

    def noting(self: stored_objects.StoredObject, length: int = -1) -> bytes:
        content = read_bytes(self, length)
        lengths.append(len(content))
        return content

    monkeypatch.setattr(stored_objects.StoredObject, "read", noting)
    asked = "select max(message_id) as newest from messages"
    database = engine.Database(store.newest(filled), "UTC")
    database.fetch(asked, {})
    assert lengths
    lengths.clear()
    assert database.fetch(asked, {}).num_rows == 1
    assert lengths == []


def test_several_threads_read_one_object_each_at_its_own_place(filled: str) -> None:
    (file,) = store.newest(filled).files("messages")
    shared = stored_objects.StoredObjects("s3").open(file)
    size = shared.seek(0, 2)
    shared.seek(0)
    whole = shared.read()
    assert len(whole) == size
    together = threading.Barrier(8)

    def part(place: int) -> bytes:
        shared.seek(place)
        together.wait()
        return shared.read(100)

    with ThreadPoolExecutor(8) as pool:
        parts = list(pool.map(part, range(0, 800, 100)))
    assert b"".join(parts) == whole[:800]


def test_lists_in_the_order_of_time_are_kept_on_this_machine(filled: str) -> None:
    snapshot = store.newest(filled)
    assert by_time.make(snapshot, least_bytes=0) == ["2026-09"]
    (file,) = by_time.files(snapshot)
    assert Path(file).is_relative_to(store.workspace_place(filled))
    database = engine.Database(snapshot, "UTC")
    listed = database.fetch("select message_id from messages_by_time order by message_id", {})
    stored = database.fetch("select message_id from messages order by message_id", {})
    assert isinstance(listed, pa.Table)
    assert listed.equals(stored)
    assert listed.num_rows == 121
