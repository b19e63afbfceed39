"""Imports that run while people go on clicking."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data import jobs, store
from data.errors import Problem
from tests.import_files import log_file, messages, number, text


@pytest.fixture(autouse=True)
def no_jobs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test begins without jobs, and ends once its own have ended."""
    monkeypatch.setattr(jobs, "_jobs", [])
    yield
    for thread in threading.enumerate():
        if thread.name.startswith("import-"):
            thread.join(60)


def _start(file: Path, **changed: Any) -> jobs.Job:
    order: dict[str, Any] = {
        "format_id": "log",
        "columns": {},
        "zone": None,
        "as_of": None,
        "by": "Ana",
        "file_name": "log.csv",
    }
    return jobs.start(file, **(order | changed))


def _upload(tmp_path: Path, *rows: tuple[object, ...]) -> Path:
    folder = tmp_path / "upload"
    folder.mkdir()
    return log_file(folder, *rows)


def _ended(job: jobs.Job) -> jobs.Job:
    for _wait in range(600):
        if job.state != "running":
            return job
        time.sleep(0.1)
    pytest.fail("the import did not end")


def test_an_import_runs_to_its_end_and_its_upload_is_removed(tmp_path: Path) -> None:
    assert jobs.newest() is None
    file = _upload(tmp_path, text("m1"), text("m2", to="?"))
    job = _start(file)
    assert jobs.newest() is job
    _ended(job)
    assert (job.state, job.step, job.share, job.problem) == ("done", "Done", 1.0, None)
    assert job.outcome is not None
    assert (job.outcome.file, job.outcome.stored, job.outcome.rejected) == ("log.csv", 1, 1)
    for thread in threading.enumerate():
        if thread.name == f"import-{job.id}":
            thread.join(60)
    assert not file.parent.exists()
    assert set(messages()) == {"m1"}


def test_an_import_that_is_refused_ends_with_its_problem(tmp_path: Path) -> None:
    job = _ended(_start(_upload(tmp_path, text("m1")), columns={"result": "Fax"}))
    assert (job.state, job.outcome) == ("failed", None)
    assert job.problem is not None
    assert "not there" in job.problem.what


def test_a_fault_of_ours_ends_on_the_page_and_its_words_are_kept_out_of_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_order: object) -> None:
        raise ValueError(number(1))

    monkeypatch.setattr(store, "commit", fail)
    with caplog.at_level(logging.ERROR):
        job = _ended(_start(_upload(tmp_path, text("m1"))))
    assert job.problem is not None
    assert "ValueError" in job.problem.what
    assert number(1) not in f"{job.problem}{caplog.text}"
    assert messages() == {}


def test_a_second_import_waits_for_the_first(tmp_path: Path, logs: str) -> None:
    file = _upload(tmp_path, text("m1"))
    with store.import_lock(logs):  # as another process would hold it
        job = _start(file)
        with pytest.raises(Problem, match="is being imported"):
            _start(file, file_name="other.csv")
        assert job.state == "running"
    assert _ended(job).state == "done"
    assert _ended(_start(file)).id > job.id


def test_imports_that_have_ended_can_be_forgotten(tmp_path: Path, logs: str) -> None:
    file = _upload(tmp_path, text("m1"))
    with store.import_lock(logs):
        job = _start(file)
        jobs.forget()
        assert jobs.newest() is job
    assert _ended(job).state == "done"
    jobs.forget()
    assert jobs.newest() is None
