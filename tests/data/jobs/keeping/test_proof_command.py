"""`python -m data proof` and `… verify`: what they print, and their exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.__main__ import main
from tests.import_files import import_file, log_file, number, text


def test_a_proof_is_written_and_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import_file(log_file(tmp_path, text("m1"), text("m2", to=number(2))))
    file, pdf = str(tmp_path / "proof.json"), str(tmp_path / "proof.pdf")
    assert main(["proof", "--number", number(1), file, pdf]) == 0
    assert capsys.readouterr().out == f"Proof: {file} (changes of status: 0, texts: 1)\n"
    assert main(["verify", file, pdf]) == 0
    first, second, third = capsys.readouterr().out.splitlines()
    assert first.startswith("Every byte is as it was written")
    assert second == "The PDF is the one that was made with it."
    assert third == "Entry 2 of the record here holds its hash."
    Path(file).write_text(Path(file).read_text(encoding="utf-8").replace("m1", "m2"), encoding="utf-8")
    assert main(["verify", file]) == 2
    assert capsys.readouterr().err.startswith("This file has changed since it was written")


def test_a_file_that_is_no_proof_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path / "missing.json")]) == 2
    assert capsys.readouterr().err.startswith("The file can't be read.")
