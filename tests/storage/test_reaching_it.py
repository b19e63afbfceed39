"""How an object store is reached: by which keys, and what people read if it can't be, or isn't safe."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import pytest

import queries
from data import engine, settings
from data.access import Viewer
from data.errors import Problem
from data.keeping import backup, restore
from data.tables import objects, store
from data.tables.objects import connection
from tests.import_files import imported, log_file, messages, text
from tests.storage.object_server import KEY, KEY_ID, ObjectServer, objects_in, reach, write_settings
from tests.storage.way_to_server import WayTo

NOWHERE = 1  # a port at which nobody listens


def _error(call: object = None) -> Problem:
    with pytest.raises(Problem) as raised:
        store.newest(settings.load().logs) if call is None else call()  # type: ignore[operator]
    assert KEY not in str(raised.value)
    return raised.value


def test_a_store_that_is_not_there_is_said_to_be_so_in_seconds(
    remote: str, viewer: Viewer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    reach(NOWHERE, monkeypatch)
    began = time.monotonic()
    with caplog.at_level(logging.DEBUG):
        error = _error(lambda: queries.run("result_totals", viewer))
    assert time.monotonic() - began < 10
    assert error.what_happened == "The list of imports can't be read. The object store doesn't answer."
    assert error.where == remote
    assert KEY not in caplog.text


def test_a_store_that_is_lost_while_a_question_reads_is_said_to_be_so(
    remote: str, server: ObjectServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(log_file(tmp_path, text("m1")))
    with WayTo(server.port) as way:
        reach(way.port, monkeypatch)
        database = engine.Database(store.newest(remote), "UTC")
        assert database.fetch("select 1 from imports", {}).num_rows == 1
        way.close()
        error = _error(lambda: database.fetch("select message_id from messages", {}))
        assert "The object store doesn't answer." in error.what_happened
        way.open()
        assert database.fetch("select message_id from messages", {}).num_rows == 1


@pytest.mark.parametrize("changed", [{"AWS_SECRET_ACCESS_KEY": "another"}, {"AWS_ACCESS_KEY_ID": "nobody"}])
def test_keys_that_are_refused_are_said_to_be_so(
    remote: str, changed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in changed.items():
        monkeypatch.setenv(name, value)
    error = _error()
    assert "The object store refused the keys" in error.what_happened
    assert error.where == remote


def test_a_bucket_that_is_missing_is_said_to_be_so(remote: str, district: Path) -> None:
    write_settings(district, remote.replace("district", "nobodys"))
    assert _error().what_happened == "The list of imports can't be read. The bucket doesn't exist."


@pytest.mark.parametrize(
    ("name", "value", "happened"),
    [
        ("AWS_SECRET_ACCESS_KEY", "", "The keys of the object store aren't set."),
        ("AWS_ENDPOINT_URL", "127.0.0.1:9000", "AWS_ENDPOINT_URL isn't a web address."),
        (
            "AWS_ENDPOINT_URL",
            "http://store.example",
            "The object store would be reached without encryption.",
        ),
    ],
)
def test_settings_that_cannot_be_used_are_said_to_be_so(
    remote: str, name: str, value: str, happened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert remote
    assert _error().what_happened == happened


def test_a_network_that_is_trusted_needs_no_encryption(
    remote: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://store.example")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    assert (objects.options(remote) or {})["AWS_ALLOW_HTTP"] == "true"


def test_keys_can_be_in_the_file_of_secrets(
    remote: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(connection, "FOLDERS", (tmp_path,))
    assert _error().what_happened == "The keys of the object store aren't set."
    secrets = tmp_path / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text(
        f'AWS_ACCESS_KEY_ID = "{KEY_ID}"\nAWS_SECRET_ACCESS_KEY = "{KEY}"\n', encoding="utf-8"
    )
    assert store.create(remote).number == 0


@pytest.mark.parametrize("address", ["s3://name:key@bucket/logs", "s3://bucket/logs?secret_key=key"])
def test_an_address_with_a_key_in_it_is_refused_and_not_shown(district: Path, address: str) -> None:
    write_settings(district, address)
    error = _error(settings.load)
    assert "can't use the setting “logs”" in error.what_happened
    assert ":key" not in str(error)


def test_a_store_that_lets_writers_replace_each_other_is_refused(
    server: ObjectServer, remote: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = ("HTTP/1.1 412 Precondition Failed", "HTTP/1.1 200 OK")
    with WayTo(server.port, changes=changes) as careless:
        reach(careless.port, monkeypatch)
        error = _error(lambda: store.create(remote))
        assert "lets one writer replace what another one has just written" in error.what_happened
        assert objects_in(remote) == {}
    reach(server.port, monkeypatch)
    assert store.create(remote).number == 0


def test_a_backup_and_a_restore_are_those_of_the_store(remote: str, tmp_path: Path) -> None:
    imported(log_file(tmp_path, text("m1")))
    error = _error(lambda: backup.back_up(tmp_path / "backups"))
    assert error.what_happened == "The stored data is in an object store."
    assert not (tmp_path / "backups").exists()
    with pytest.raises(Problem):
        restore.restore(tmp_path, is_confirmed=True)
    assert set(messages()) == {"m1"}
    assert remote == error.where
