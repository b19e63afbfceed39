"""`python -m data erase`: it counts first, erases only with --confirm, and never prints the number."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from data import record
from data.__main__ import main
from tests.import_files import import_file, log_file, messages, number, stored, text


@pytest.fixture
def _stored(tmp_path: Path) -> None:
    rows = [text("m1"), text("m2", to=number(2)), text("r1", when="soon")]
    import_file(log_file(tmp_path, *rows))


@pytest.mark.usefixtures("_stored")
def test_a_dry_run_counts_and_a_confirmed_run_erases(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["erase", "--number", "212-555-0101"]) == 0
    counted = ["  1 skipped or rejected row", "  1 text", "  1 file of rejected rows, without these rows"]
    first, *lines, last = capsys.readouterr().out.splitlines()
    assert first == "Nothing was erased. With --confirm, this goes:"
    assert lines == counted
    assert "can't be undone" in last
    assert set(messages()) == {"m1", "m2"}
    assert main(["erase", "--number", "212-555-0101", "--confirm"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out == ["Erased, also from older versions of the tables. The record has an entry.", *counted]
    assert set(messages()) == {"m2"}


@pytest.mark.usefixtures("_stored")
def test_the_number_can_come_from_the_input_and_is_in_no_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{number(1)}\n"))
    assert main(["erase", "--number", "-", "--confirm"]) == 0
    assert set(messages()) == {"m2"}
    monkeypatch.setattr(sys, "stdin", io.StringIO("555-0102\n"))
    assert main(["erase", "--number", "-", "--confirm"]) == 2
    captured = capsys.readouterr()
    assert "555" not in captured.out + captured.err


@pytest.mark.usefixtures("_stored")
def test_the_record_proves_the_erasure_to_whoever_has_the_number(logs: str) -> None:
    main(["erase", "--number", number(1), "--confirm"])
    folder = Path(logs).with_name("record")
    lines = [line for file in folder.glob("*.jsonl") for line in file.read_text().splitlines()]
    (line,) = [line for line in lines if '"action":"erasure"' in line]
    assert f'"subject":"{record.subject_of(number=stored(1))}"' in line
    assert "5550101" not in line
    assert "555-0101" not in line


def test_without_stored_data_there_is_nothing_to_remove(
    district: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["erase", "--number", number(1)]) == 0
    assert "No rows." in capsys.readouterr().out
    assert main(["erase", "--number", number(1), "--confirm"]) == 2
    assert capsys.readouterr().err.startswith("There is no stored data yet.")
    for options in ([], ["--confirm"]):
        assert main(["forget", "--expired", *options]) == 0
        assert capsys.readouterr().out == "No rows have expired.\n"
    district.write_text(f'{district.read_text(encoding="utf-8")}forget_expired = "yes"\n', encoding="utf-8")
    assert main(["import", str(tmp_path / "missing.csv")]) == 2
    assert main(["proof", "--number", number(1), str(tmp_path / "proof.json")]) == 2
    assert capsys.readouterr().err.rstrip().endswith("Check the number, or the name of the broadcast.")
