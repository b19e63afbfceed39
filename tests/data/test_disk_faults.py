"""Faults of disks and files, each caused really: what people read of it, and what they do next."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake
from pyarrow import parquet as pq

from data import faults
from data.errors import Problem
from data.jobs import child_process
from data.tables import delta

ROWS = pa.table({"n": list(range(20_000))})
FULL, MISSING, DAMAGED = "The disk is full.", "A file is missing.", "A file is damaged or incomplete."
NUMBER = "(212) 555-0101"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size there")


@contextmanager
def _full_disk() -> Iterator[None]:
    """Let no file of this process grow, which is what a full disk does."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)


def _sql(text: str) -> None:
    with duckdb.connect() as connection:
        connection.sql(text).fetchall()


def _happened(cause: Callable[[], object]) -> str:
    """Return what people read of the error that something causes."""
    with pytest.raises(Exception) as error:  # noqa: PT011 - any kind
        cause()
    problem = faults.problem(error.value, "here")
    return problem.what_happened if problem else repr(error.value)


@pytest.mark.parametrize(
    "cause",
    [
        lambda file: file.write_text("x", encoding="utf-8"),
        lambda file: _sql(f"copy (from range(9)) to '{file}' (format csv)"),
        lambda file: pq.write_table(ROWS, file),
        lambda file: write_deltalake(str(file), ROWS),
    ],
    ids=["Python", "DuckDB", "Arrow", "Delta"],
)
def test_a_full_disk_is_named(tmp_path: Path, cause: Callable[[Path], object]) -> None:
    with _full_disk():
        happened = _happened(lambda: cause(tmp_path / "file"))
    assert happened == FULL


@pytest.mark.parametrize(
    "cause",
    [
        lambda file: file.read_bytes(),
        lambda file: _sql(f"from read_parquet('{file}')"),
        pq.read_table,
    ],
    ids=["Python", "DuckDB", "Arrow"],
)
def test_a_missing_file_is_named(tmp_path: Path, cause: Callable[[Path], object]) -> None:
    assert _happened(lambda: cause(tmp_path / "gone.parquet")) == MISSING


def _zero(content: bytes) -> bytes:
    return bytes(len(content))


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _scramble(content: bytes) -> bytes:
    """Return the file with other bytes in its pages, but the right head and foot."""
    return content[:100] + bytes(255 - byte for byte in content[100:-2000]) + content[-2000:]


@pytest.mark.parametrize("harm", [_zero, _cut, _scramble])
@pytest.mark.parametrize(
    "read", [lambda file: _sql(f"select sum(n) from '{file}'"), pq.read_table], ids=["DuckDB", "Arrow"]
)
def test_a_damaged_file_is_named(
    tmp_path: Path, harm: Callable[[bytes], bytes], read: Callable[[Path], object]
) -> None:
    file = tmp_path / "damaged.parquet"
    pq.write_table(ROWS, file, compression="zstd")
    file.write_bytes(harm(file.read_bytes()))
    assert _happened(lambda: read(file)) == DAMAGED


def test_a_table_whose_file_is_gone_is_named(tmp_path: Path) -> None:
    write_deltalake(str(tmp_path / "t"), ROWS)
    (file,) = DeltaTable(str(tmp_path / "t")).file_uris()
    Path(file).unlink()
    with (
        pytest.raises(Problem) as error,
        delta.raising_problem("It failed.", "here", "Look.", pa.ArrowException),
    ):
        delta.read_rows(DeltaTable(str(tmp_path / "t")), ROWS.schema)
    assert error.value.what_happened == f"It failed. {MISSING}"
    assert "data check" in error.value.next_step


@pytest.mark.parametrize("number", [28, 122, 13, 30, 5, 116, 24, 2])
def test_a_number_of_the_system_is_enough(number: int) -> None:
    problem = faults.problem(OSError(number, NUMBER), "here")
    assert problem
    assert problem.next_step
    assert NUMBER not in str(problem)


@pytest.mark.parametrize(
    "error",
    [KeyError("permission denied"), ValueError("no space left"), OSError(), duckdb.BinderException("x")],
)
def test_other_errors_are_no_faults(error: Exception) -> None:
    assert faults.problem(error, "here") is None


@pytest.mark.parametrize(
    "sql", ["select cast('disk full' as int)", "select strptime('no space left', '%Y')"]
)
def test_a_cell_quoted_by_an_error_is_no_fault(sql: str) -> None:
    assert "Exception" in _happened(lambda: _sql(sql))


def test_a_child_process_reports_a_full_disk_in_words(tmp_path: Path) -> None:
    def work() -> child_process.Message:
        (tmp_path / "file").write_text(NUMBER, encoding="utf-8")
        return {}

    with _full_disk():
        happened, _where, next_step = child_process.last_message(work)["problem"]
    assert happened == FULL
    assert "space" in next_step


def test_a_change_by_another_machine_is_named(tmp_path: Path) -> None:
    write_deltalake(str(tmp_path), ROWS)
    first, second = DeltaTable(str(tmp_path)), DeltaTable(str(tmp_path))
    first.delete()
    with pytest.raises(Problem) as error, delta.writing(str(tmp_path)):
        second.delete()
    assert error.value.what_happened.startswith("Another computer has changed the stored data meanwhile")
