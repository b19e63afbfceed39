"""The mark of the newest data in an object store: sessions share a look, and no page waits for it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from data.tables import delta, marks, store
from data.tables.snapshot import MISSING, NO_STANDALONE
from tests.data.tables.test_marks import _import, _make_batch, _undo
from tests.queued import until


class Bucket(BaseHTTPRequestHandler):
    """An object store of one bucket over HTTP, as S3 has it, without objects; `requests` counts."""

    requests: ClassVar[list[str]] = []

    def do_HEAD(self) -> None:
        self.requests.append(self.path)
        self.send_response(200 if self.path == "/bucket" else 404)
        self.send_header("x-amz-bucket-region", "us-east-1")
        self.end_headers()

    def do_GET(self) -> None:
        self.requests.append(self.path)
        body = b"<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Print nothing."""


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Serve an empty bucket, and yield the requests to it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    Bucket.requests.clear()
    yield Bucket.requests
    server.shutdown()


def test_sessions_share_one_look_at_an_object_store(
    bucket: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = "s3://bucket/logs/imports"
    opened = []

    def read() -> marks.Mark:
        opened.append(table)
        return marks.NO_TABLE

    def look() -> marks.Mark:
        return marks.newest(table, read)

    assert [look() for _session in range(200)] == [marks.NO_TABLE] * 200
    first = len(bucket)
    assert len(opened) == 1
    with monkeypatch.context() as patched:
        patched.setattr(marks, "AGE_SECONDS", 0)
        look()
    until(lambda: len(bucket) > first and not marks._looking[table].locked())
    assert [look() for _session in range(200)] == [marks.NO_TABLE] * 200
    of_a_look = [request for request in bucket[first:] if f"{0:020}.json" in request]
    assert 1 <= len(of_a_look) == len(bucket) - first <= 2  # the next commit, and whether it is a folder
    assert len(opened) == 1


def test_no_page_waits_for_a_look_at_an_object_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uri = (tmp_path / "logs").as_uri()
    _import(uri, 1)
    before = store.newest_mark(uri)
    _import(str(tmp_path / "logs"), 2)  # as another machine does, so nothing notes it
    assert store.newest_mark(uri) == before, "it was looked up a moment ago"
    assert store.newest_mark(uri, is_exact=True)[1] == before[1] + 1
    _import(str(tmp_path / "logs"), 3)
    monkeypatch.setattr(marks, "AGE_SECONDS", 0)
    assert store.newest_mark(uri)[1] == before[1] + 1, "the older one, while a thread looks"
    until(lambda: store.newest_mark(uri)[1] == before[1] + 2)
    _import(str(tmp_path / "logs"), 4)
    monkeypatch.setattr(marks, "OLDEST_SECONDS", 0)
    assert store.newest_mark(uri)[1] == before[1] + 3


def test_own_commits_to_an_object_store_are_seen_at_once(tmp_path: Path) -> None:
    uri = (tmp_path / "logs").as_uri()
    assert store.newest_mark(uri) == ("", MISSING, NO_STANDALONE)
    changes: tuple[Callable[[], None], ...] = (
        lambda: _import(uri, 1),
        lambda: _make_batch(uri),
        lambda: _undo(uri),
    )
    for change in changes:
        before = store.newest_mark(uri)
        change()
        assert store.newest_mark(uri) == store.newest_mark(uri, is_exact=True) != before


def test_own_commit_is_seen_at_once_though_a_look_at_the_object_store_was_on_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uri = (tmp_path / "logs").as_uri()
    _import(uri, 1)
    before = store.newest_mark(uri)
    _import(str(tmp_path / "logs"), 2)  # as another machine does, so the look opens the table
    opened, may_end = threading.Event(), threading.Event()

    def read_slowly() -> marks.Mark:
        mark = marks.Mark(before[0], delta.open_table(uri, "imports").version())
        opened.set()
        may_end.wait(10)
        return mark

    table = delta.address(uri, "imports")
    with monkeypatch.context() as patched:
        patched.setattr(marks, "AGE_SECONDS", 0)
        marks.newest(table, read_slowly)
    assert opened.wait(10)
    _import(uri, 3)
    may_end.set()
    until(lambda: not marks._looking[table].locked())
    assert store.newest_mark(uri)[1] == before[1] + 2


def test_an_object_store_that_was_replaced_is_noticed(tmp_path: Path) -> None:
    logs, other = tmp_path / "logs", tmp_path / "other"
    for folder in (logs, other):
        _import(str(folder), 1)
    before = store.newest_mark(logs.as_uri())
    shutil.rmtree(logs)
    other.rename(logs)
    assert store.newest_mark(logs.as_uri(), is_exact=True) != before
