"""How a download is made beside the pages, and that nothing is left of it however it ends."""

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
from data.access import Viewer
from data.tables import store
from pages.parts.downloads import download_order
from pages.parts.downloads.download_order import Order
from pages.parts.downloads.download_process import AT_ONCE, BrokenOff, Making, own_folder
from pages.parts.downloads.transfers import Record, Transfer
from queries import Selection
from tests.answers import EVERY, Fill, ReadGiven
from tests.pages.district import TEXTS
from tests.pages.fetching import address, fetched, left

ROOT = Path(__file__).parents[3]
SERVER = """
import time
from tests.pages.downloads.test_download_process import begun, of_many_files
print(begun(of_many_files())._folder, flush=True)
time.sleep(600)
"""


def of_many_files() -> Order:
    """A download of a file for each day of September, of which only some are made ahead."""
    days = [date(2026, 9, 30) - timedelta(days=back) for back in range(30)]
    cut = tuple(Selection(day, day) for day in days)
    return replace(download_order.placed("sms_log", "csv", Viewer(), Selection()), slices=cut)


def begun(order: Order) -> Making:
    making = Making(order, Record(None, Transfer(order.name, order.rows, "texts")))
    assert making.has_place()
    making.begin()
    return making


def test_an_order_is_the_same_when_the_maker_reads_it() -> None:
    order = download_order.placed(
        "sms_log",
        "csv",
        Viewer(schools=("Oak", "Elm")),
        Selection(date(2026, 9, 1), broadcasts=(), results=("x",)),
    )
    assert download_order.read(order.line()) == order


def test_all_pieces_together_are_all_rows_and_their_progress_is_told() -> None:
    making = begun(of_many_files())
    content = b"".join(iter(making.next_piece, b""))
    making.end()
    assert len(content.splitlines()) == TEXTS + 1
    record = making._record.now
    assert (record.state, record.rows, record.of_rows, record.bytes) == ("done", TEXTS, TEXTS, len(content))
    assert left() == []


def test_the_maker_does_not_run_far_ahead_of_a_slow_browser_and_is_stopped_at_the_end() -> None:
    making = begun(of_many_files())
    time.sleep(1)
    files = list(making._folder.glob("*.csv"))
    assert 2 <= len(files) < 10
    assert making._maker.poll() is None
    making.end()
    assert making._maker.poll() is not None
    assert making._record.now.state == "stopped"
    assert left() == []


def test_only_so_many_are_made_at_once() -> None:
    order = of_many_files()
    record = Record(None, Transfer(order.name, order.rows, "texts"))
    held = [Making(order, record) for _ in range(AT_ONCE)]
    assert all(making.has_place() and making.has_place() for making in held)
    another = Making(order, record)
    assert not another.has_place()
    held[0].end()
    assert another.has_place()
    for making in (*held[1:], another):
        making.end()


def test_what_can_not_be_made_is_refused_before_the_file_begins_and_without_the_faults_text(
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
    for name in download_order.placed("sms_log", "csv", Viewer(), Selection()).snapshot.files("messages"):
        Path(name).unlink()
    for form in ("xlsx", "csv", "parquet"):
        status, _headers, content = fetched(address("sms_log", form, Selection()))
        assert (status, b"log has the place" in content) == (500, True)
    assert "engine.py:" in caplog.text
    assert "parquet" not in caplog.text
    assert left() == []


def test_the_process_of_a_maker_loads_nothing_of_the_pages_that_it_does_not_need() -> None:
    loaded = "import sys, pages.parts.downloads.worker; print({'streamlit', 'starlette'} & {*sys.modules})"
    told = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "set()"


def test_a_maker_that_dies_breaks_the_download_off() -> None:
    making = begun(of_many_files())
    making.next_piece()
    making._maker.kill()
    with pytest.raises(BrokenOff, match="an end without a word"):
        list(iter(making.next_piece, b""))
    making.end(is_fault=True)
    assert making._record.now.state == "failed"
    assert left() == []


def test_when_the_server_is_killed_its_maker_clears_up_and_ends() -> None:
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


def test_what_a_killed_server_has_left_is_cleared_by_the_next_download_and_nothing_else() -> None:
    work = store.workspace(settings.load().logs)
    for name in ("download-stale", "download-alive"):
        (work / name).mkdir()
        (work / f"{name}.lock").touch()
    with FileLock(work / "download-alive.lock"), own_folder(work) as folder:
        assert left() == sorted(
            ["download-alive", "download-alive.lock", folder.name, f"{folder.name}.lock"]
        )
    with own_folder(work):
        pass
    assert left() == []
