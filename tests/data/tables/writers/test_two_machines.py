"""Two machines that use one object store, where no lock is shared: neither loses what the other stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import CommitProperties

from data.errors import Problem
from data.tables import delta, store
from data.tables.schemas import LEFT_OUT
from data.tables.snapshot import Snapshot
from data.tables.undo import undo

CHANGED = "Another computer has changed the stored data meanwhile, so this change wasn't made."
Machine = Callable[[str], None]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Makes what follows the work of a machine, by its name."""

    def work_as(name: str) -> None:
        monkeypatch.setattr(delta, "SIGNATURE", name)
        properties = CommitProperties(custom_metadata={"signature": name})
        monkeypatch.setattr(delta, "SIGNED", properties)

    return work_as


@pytest.fixture
def uri(tmp_path: Path) -> str:
    """The address of an object store, which a folder stands for, with nothing but its tables."""
    address = (tmp_path / "logs").as_uri()
    store.create(address)
    return address


def _write(uri: str, line: int) -> None:
    store.append(uri, "left_out", pa.Table.from_pylist([{"line": line}], schema=LEFT_OUT))


def _commit(snapshot: Snapshot, import_id: str) -> Snapshot:
    return store.commit(snapshot, {"import_id": import_id, "file_name": f"{import_id}.csv"})


def _stored(uri: str) -> tuple[list[str], list[int]]:
    """Return the IDs of all imports, and the lines of the rows that they kept."""
    snapshot = store.newest(uri)
    return (
        sorted(snapshot.table("imports")["import_id"].to_pylist()),
        sorted(snapshot.table("left_out")["line"].to_pylist()),
    )


def _refused(write: Callable[[], object]) -> None:
    with pytest.raises(Problem) as refused:
        write()
    assert refused.value.what_happened == CHANGED
    assert refused.value.next_step == "Look at the list of imports, then try again."


@pytest.mark.parametrize("before", [0, 1])
def test_an_import_that_another_machine_overtakes_is_refused(uri: str, before: int) -> None:
    for place in range(before):
        _commit(store.newest(uri), f"00000{place}")
    first, second = store.newest(uri), store.newest(uri)
    _commit(first, "100001-a")
    _refused(lambda: _commit(second, "100001-b"))
    assert _stored(uri)[0] == [*(f"00000{place}" for place in range(before)), "100001-a"]
    _commit(store.newest(uri), "100002-b")
    assert "100002-b" in _stored(uri)[0]


def test_an_undo_that_another_machine_overtakes_is_refused(
    uri: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _commit(store.newest(uri), "000001")
    replace = store.replace_imports

    def after_another(snapshot: Snapshot, rows: pa.Table) -> None:
        monkeypatch.setattr(store, "replace_imports", replace)
        _commit(store.newest(uri), "000002")
        replace(snapshot, rows)

    monkeypatch.setattr(store, "replace_imports", after_another)
    _refused(lambda: undo(uri=uri))
    assert _stored(uri)[0] == ["000001", "000002"]
    assert store.newest(uri).table("imports")["undone_at"].null_count == 2


def test_an_import_never_counts_the_half_import_of_another_machine(uri: str, machine: Machine) -> None:
    machine("a")
    snapshot = store.newest(uri)
    _write(uri, 1)
    machine("b")
    _write(uri, 2)
    for name in ("a", "b"):
        machine(name)
        _refused(lambda: _commit(snapshot, "000001"))
    assert _stored(uri) == ([], [])


def test_an_import_whose_rows_another_machine_rolled_back_is_refused(uri: str, machine: Machine) -> None:
    machine("a")
    ours = store.newest(uri)
    _write(uri, 1)
    machine("b")
    theirs = store.newest(uri)
    store.roll_back(theirs)
    _write(uri, 2)
    machine("a")
    _refused(lambda: _commit(ours, "000001-a"))
    machine("b")
    _commit(theirs, "000001-b")
    assert _stored(uri) == (["000001-b"], [2])


def test_what_a_killed_import_of_another_machine_left_is_rolled_back(uri: str, machine: Machine) -> None:
    machine("a")
    _write(uri, 1)
    machine("b")
    snapshot = store.newest(uri)
    store.roll_back(snapshot)
    for line in (2, 3):
        _write(uri, line)
    _commit(snapshot, "000001")
    assert _stored(uri) == (["000001"], [2, 3])
