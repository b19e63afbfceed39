"""`python -m data backup` and `… restore`: what they print, and their exit status."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.__main__ import main
from tests.import_files import import_file, log_file, text


def test_backup_and_restore_name_where_everything_is(
    logs: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_file(log_file(tmp_path, text("m1")))
    assert main(["backup", str(tmp_path / "backups")]) == 0
    out = capsys.readouterr().out
    assert re.match(r"\d+ files \(\d\.\d MB\) were copied and checked: 1 imports\.\nBackup: ", out)
    made = out.strip().rpartition("Backup: ")[2]
    assert main(["restore", made]) == 2
    assert "Add --confirm to replace it." in capsys.readouterr().err
    assert main(["restore", made, "--confirm"]) == 0
    restored, kept = capsys.readouterr().out.splitlines()
    assert restored == f"The data of 1 import was restored to {logs}."
    assert kept.startswith(f"What was there before is kept in {logs}")


def test_a_folder_that_is_no_backup_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("This folder isn't a backup.")


def test_nothing_is_backed_up_before_the_first_import(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "backups")]) == 2
    assert capsys.readouterr().err.startswith("There is no stored data yet.")
