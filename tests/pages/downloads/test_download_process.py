"""How a download is made beside the pages, and that it leaves nothing behind, however it ends."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from data import settings
from data.access import Viewer, person_at_machine
from data.jobs.child_process import ChildError
from data.tables import store
from pages.parts.downloads import order_placement
from pages.parts.downloads.download_order import Order
from pages.parts.downloads.download_process import (
    MAX_RUNNING,
    MAX_UNDER_WAY,
    DownloadProcess,
    own_folder,
)
from pages.parts.downloads.transfers import Record, Transfer
from queries import Selection
from tests.answers import EVERY, Fill, ReadGiven
from tests.pages.district import TEXTS
from tests.pages.fetching import download_url, fetch, leftovers

ROOT = Path(__file__).parents[3]
FORMATS = ("xlsx", "csv", "parquet")
SERVER = """
import time
from tests.pages.downloads.test_download_process import order_of_many_files, started
print(started(order_of_many_files())._folder, flush=True)
time.sleep(600)
"""


def order_of_many_files() -> Order:
    """Return an order of a file for each day of September; only some of them are made ahead."""
    days = [date(2026, 9, 30) - timedelta(days=back) for back in range(30)]
    cut = tuple(Selection(day, day) for day in days)
    return replace(
        order_placement.place_order("sms_log", "csv", person_at_machine(), Selection()), slices=cut
    )


def started(order: Order) -> DownloadProcess:
    process = DownloadProcess(order, Record(None, Transfer(order.file_name, order.rows)))
    assert process.take_slot()
    process.start()
    return process


def test_an_order_is_the_same_when_the_worker_reads_it() -> None:
    order = order_placement.place_order(
        "sms_log",
        "csv",
        Viewer("a principal", "school", ("Oak", "Elm")),
        Selection(date(2026, 9, 1), broadcasts=(), results=("x",)),
    )
    assert Order.from_line(order.as_line()) == order


def test_all_chunks_together_are_all_rows_and_the_record_is_kept_up_to_date() -> None:
    process = started(order_of_many_files())
    content = b"".join(iter(process.next_chunk, b""))
    process.end()
    assert len(content.splitlines()) == TEXTS + 1
    record = process._record.now
    assert (record.state, record.rows, record.all_rows, record.bytes) == (
        "done",
        TEXTS,
        TEXTS,
        len(content),
    )
    assert leftovers() == []


def test_browsers_that_read_nothing_hold_up_nobody_once_their_files_are_made() -> None:
    slow = [started(order_of_many_files()) for _ in range(MAX_RUNNING)]
    until = time.monotonic() + 60
    while any(process._has_slot for process in slow):
        assert time.monotonic() < until
        time.sleep(0.05)
    another = started(order_of_many_files())
    for process in slow:
        assert len(b"".join(iter(process.next_chunk, b"")).splitlines()) == TEXTS + 1
    for process in (*slow, another):
        process.end()
        assert process._child.exit_status is not None
    assert (slow[0]._record.now.state, another._record.now.state) == ("done", "stopped")
    assert leftovers() == []


def test_too_many_downloads_under_way_are_refused_with_what_to_do() -> None:
    order = order_of_many_files()
    record = Record(None, Transfer(order.file_name, order.rows))
    under_way = [DownloadProcess(order, record) for _ in range(MAX_UNDER_WAY)]
    answer = fetch(download_url("sms_log", "csv", Selection()))
    assert (answer.status, b"Try again in a few minutes." in answer.content) == (503, True)
    for process in under_way:
        process.end()
    assert fetch(download_url("sms_log", "csv", Selection())).status == 200


def test_only_so_many_downloads_run_at_once() -> None:
    order = order_of_many_files()
    record = Record(None, Transfer(order.file_name, order.rows))
    running = [DownloadProcess(order, record) for _ in range(MAX_RUNNING)]
    assert all(process.take_slot() and process.take_slot() for process in running)
    another = DownloadProcess(order, record)
    assert not another.take_slot()
    running[0].end()
    assert another.take_slot()
    for process in (*running[1:], another):
        process.end()


def test_a_download_that_fails_is_refused_before_the_file_begins_without_the_text_of_the_error(
    fill: Fill,
    read_given: ReadGiven,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    file = tmp_path / "other.toml"
    file.write_text('logs = "other"\n', encoding="utf-8")
    monkeypatch.setenv("DISTRICT_TOML", str(file))
    fill(settings.load().logs, read_given(EVERY))
    order = order_placement.place_order("sms_log", "csv", person_at_machine(), Selection())
    for name in order.snapshot.files("messages"):
        Path(name).write_bytes(bytes(Path(name).stat().st_size))
    for file_format in FORMATS:
        answer = fetch(download_url("sms_log", file_format, Selection()))
        assert (answer.status, answer.content[:33]) == (503, b"The table messages can't be read.")
        assert b"data check" in answer.content
        assert b"parquet" not in answer.content
    assert "parquet" not in caplog.text
    assert leftovers() == []


def test_the_worker_loads_nothing_of_the_pages_that_it_does_not_need() -> None:
    loaded = "import sys, pages.parts.downloads.worker; print({'streamlit', 'starlette'} & {*sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_a_download_fails_when_its_worker_is_killed() -> None:
    process = started(order_of_many_files())
    process.next_chunk()
    process._child._process.kill()
    with pytest.raises(ChildError, match="an end without a message"):
        list(iter(process.next_chunk, b""))
    process.end(has_failed=True)
    assert process._record.now.state == "failed"
    assert leftovers() == []


def test_a_worker_clears_up_and_ends_when_its_server_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVER], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        folder = Path(server.stdout.readline().strip())
        assert folder.is_dir()
        server.kill()
    until = time.monotonic() + 20
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not folder.exists()


def test_the_next_download_removes_only_what_a_killed_server_left() -> None:
    workspace = store.workspace(settings.load().logs)
    for name in ("download-stale", "download-alive"):
        (workspace / name).mkdir()
        (workspace / f"{name}.lock").touch()
    with FileLock(workspace / "download-alive.lock"), own_folder(workspace) as folder:
        assert leftovers() == sorted(
            ["download-alive", "download-alive.lock", folder.name, f"{folder.name}.lock"]
        )
    with own_folder(workspace):
        pass
    assert leftovers() == []
