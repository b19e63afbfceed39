"""What the README says is done as it says it: its commands run, and what it names is there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
LINES = [line.strip() for block in BLOCKS for line in block.splitlines() if line.strip()]
QUESTIONS = [line for line in LINES if line.startswith("python -m queries")]
IMPORTS = [line for line in LINES if line.startswith("python -m data import")]


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "district.toml").write_text('timezone = "America/Chicago"\nlogs = "logs"\n', encoding="utf-8")
    known = {**os.environ, "DISTRICT_TOML": str(folder / "district.toml"), "XDG_DATA_HOME": str(folder)}
    words = [sys.executable, *shlex.split(line, comments=True)[1:]]
    return subprocess.run(words, cwd=ROOT, env=known, capture_output=True, text=True, check=False)


def test_the_commands_of_the_readme_run_in_their_order_and_end_well(tmp_path: Path) -> None:
    assert len(IMPORTS) >= 3
    assert len(QUESTIONS) >= 4
    for line in [*IMPORTS, *QUESTIONS]:
        ended = run(line, tmp_path)
        assert ended.returncode == 0, f"{line}\n{ended.stderr}"
        assert ended.stdout, f"{line} printed nothing"


def test_the_question_of_the_readme_finds_texts(tmp_path: Path) -> None:
    for line in IMPORTS:
        run(line, tmp_path)
    asked = next(line for line in QUESTIONS if "--broadcast" in line)
    assert len(run(asked, tmp_path).stdout.splitlines()) > 1


@pytest.mark.parametrize("target", ["run", "test", "check", "bench"])
def test_make_knows_the_targets_that_the_readme_names(target: str) -> None:
    assert f"make {target}" in README
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize("address", re.findall(r"\]\((?!http)([^)#]+)\)", README))
def test_what_the_readme_points_to_is_there(address: str) -> None:
    assert (ROOT / address).exists()
