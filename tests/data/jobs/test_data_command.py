"""`python -m data import FILE…`: what it prints, and what it says to the script that runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from data.__main__ import main
from data.importer import Outcome
from data.jobs.command import ALL_IN, NOT_READ, SOME_REJECTED
from tests.import_files import (
    DISTRICTS_ZONE,
    LISTED,
    LOG,
    PENDING,
    SENT,
    csv_text,
    log_file,
    messages,
    number,
    one_message,
    rows_of,
    stored,
    text,
    utc,
    workbook,
    written,
)

ROOT = Path(__file__).parents[3]
PROMISED = [
    *("file", "kind", "rows_read", "stored", "updated", "unchanged", "set_aside", "rejected"),
    *("rejected_file", "columns_not_read", "notes", "refused_but_opted_in", "accepted_but_opted_out"),
]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return log_file(tmp_path, text("m1"), text("m2"), name="good.csv")


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return log_file(tmp_path, text("m3"), text("m4", to="?"), name="mixed.csv")


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return written(tmp_path / "bad.csv", "Message ID,Fax\nm1,1\n")


def _json(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What was printed: one compact object a line, and nothing else."""
    lines = capsys.readouterr().out.splitlines()
    objects = [json.loads(line) for line in lines]
    assert lines == [json.dumps(fields, separators=(",", ":")) for fields in objects]
    return objects


def test_imported_file_exits_with_0(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(good)]) == ALL_IN == 0
    assert capsys.readouterr().out == (
        "good.csv (message log)\n  2 rows read: 2 stored, 0 updated, 0 unchanged, 0 skipped, 0 rejected\n"
        f"  {DISTRICTS_ZONE}\n"
    )


def test_rejected_rows_exit_with_1_and_name_their_file(
    mixed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(mixed)]) == SOME_REJECTED == 1
    out = capsys.readouterr().out
    assert f"1 rejected\n  {DISTRICTS_ZONE}\n  Rejected rows: " in out
    assert Path(out.strip().rpartition("Rejected rows: ")[2]).is_file()


def test_unreadable_file_exits_with_2_and_stores_nothing(
    bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(bad)]) == NOT_READ == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("bad.csv: This file can't be read as a message log")
    assert "Columns: Message ID, Fax" in printed.err
    assert rows_of("imports") == []


def test_several_files_exit_with_the_worst_status_and_good_ones_are_stored(
    good: Path, mixed: Path, bad: Path
) -> None:
    assert main(["import", str(bad), str(good), str(mixed)]) == NOT_READ
    assert set(messages()) == {"m1", "m2", "m3"}


def test_json_is_one_compact_object_per_file_with_the_documented_fields(
    good: Path, mixed: Path, bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["import", "--json", str(good), str(mixed), str(bad)])
    first, second, third = _json(capsys)
    assert list(first) == list(second) == PROMISED
    assert list(third) == [*PROMISED, "problem"]
    assert first == Outcome("good.csv", "log", rows_read=2, stored=2, notes=(DISTRICTS_ZONE,)).as_json()
    assert second["rejected"] == 1
    assert Path(second["rejected_file"]).is_file()
    assert (third["file"], third["kind"], third["rows_read"], third["rejected_file"]) == (
        "bad.csv",
        None,
        0,
        None,
    )
    assert "no column for: Requested" in third["problem"]
    assert "Columns: Message ID, Fax" in third["problem"]


def test_unreadable_date_or_columns_refuse_every_file(
    good: Path, mixed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = written(tmp_path / "columns.toml", "result =\n")
    for option, value in (("--as-of", "soon"), ("--columns", str(toml)), ("--columns", str(tmp_path))):
        assert main(["import", "--json", str(good), str(mixed), option, value]) == NOT_READ
        assert [fields["file"] for fields in _json(capsys) if fields["problem"]] == [
            "good.csv",
            "mixed.csv",
        ]
    assert rows_of("imports") == []


def test_a_dry_run_says_so_and_stores_nothing(mixed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "--dry-run", str(mixed)]) == SOME_REJECTED
    assert capsys.readouterr().out.startswith(
        "mixed.csv (message log, dry run: nothing stored)\n  2 rows read: 1 stored"
    )
    assert rows_of("imports") == []


def test_options_set_the_date_of_a_list_and_the_person(tmp_path: Path) -> None:
    file = log_file(tmp_path, [number(1), PENDING], header=LISTED)
    assert main(["import", str(file)]) == NOT_READ
    assert main(["import", str(file), "--as-of", "2026-09-30", "--by", "Ana"]) == ALL_IN
    (row,) = rows_of("imports")
    assert (row["as_of"], row["imported_by"]) == (utc(2026, 9, 30, 5), "Ana")


def test_options_set_the_kind_and_columns(tmp_path: Path) -> None:
    file = log_file(tmp_path, ["2026-09-30", number(1), SENT], header=["A", "B", "C"])
    toml = written(tmp_path / "columns.toml", 'requested_at = "A"\nnumber = "B"\nresult = "C"\n')
    assert main(["import", str(file), "--kind", "log"]) == NOT_READ
    assert main(["import", str(file), "--kind", "log", "--columns", str(toml)]) == ALL_IN
    assert one_message()["number"] == stored(1)


def test_options_set_the_format_and_zone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header = "Sid,AccountSid,NumSegments,SentDate,To,From,Status,Direction"
    row = "SM1,AC1,1,2026-09-30 08:12:00,+12125550105,67587,delivered,outbound-api"
    file = written(tmp_path / "log.csv", f"{header}\n{row}\n")
    assert main(["import", str(file)]) == 2
    assert "have no time zone" in capsys.readouterr().err
    assert main(["import", str(file), "--zone", "Mars/Olympus"]) == 2
    assert "isn't a time zone" in capsys.readouterr().err
    assert main(["import", str(file), "--zone", "UTC"]) == 0
    assert one_message()["requested_at"] == utc(2026, 9, 30, 8, 12)
    assert main(["import", str(file), "--format", "log"]) == 2
    assert "“delivered” (1 row)" in capsys.readouterr().err
    assert main(["import", str(file), "--format", "carrier pigeon"]) == 2
    assert "There is no format" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["import"], ["import", "x.csv", "--kind", "fax"], ["fetch"]])
def test_unknown_command_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == NOT_READ
    assert "usage: python -m data" in capsys.readouterr().err


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "data", "import", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        check=False,
        timeout=120,
    )


def test_command_prints_only_its_lines_in_any_encoding(tmp_path: Path) -> None:
    file = workbook(tmp_path / "łog 😀.xlsx", Log=[LOG, text("m1")])
    done = _run(str(file), "--json", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (ALL_IN, b"")
    assert json.loads(done.stdout)["file"] == file.name
    done = _run(str(file), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (ALL_IN, b"")
    assert b"was already imported. Nothing changed." in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="a name is bytes only there")
def test_undecodable_name_is_refused_without_a_traceback(tmp_path: Path) -> None:
    file = written(tmp_path / os.fsdecode(b"log\xff.csv"), csv_text(LOG, text("m1")))
    done = _run(str(file), "--json")
    assert done.returncode == NOT_READ
    assert "name" in json.loads(done.stdout)["problem"]
    assert b"Traceback" not in done.stderr
