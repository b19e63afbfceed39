"""docs/contributing.md, followed to the letter in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.project import ROOT, files, name

TEXT = (ROOT / "docs/contributing.md").read_text(encoding="utf-8")
NEW_FILE = re.compile(r"^`([\w./]+)`\n\n```\w+\n(.*?)^```", flags=re.DOTALL | re.MULTILINE)
CHANGE = re.compile(r"^```diff\n(.*?)^```", flags=re.DOTALL | re.MULTILINE)
COMMANDS = re.compile(r"^```sh\n(.*?)^```", flags=re.DOTALL | re.MULTILINE)
# Not these again, in which the walk itself is followed.
LEFT_OUT = ("tests/house/test_contributing.py", "tests/house/test_docs.py")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The files of the project in a repository of their own, after the walk."""
    target = tmp_path / "sms-reports"
    for file in files():
        (target / name(file)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target / name(file))
    for folder in {file.parent for file in files(".py")}:
        for compiled in folder.glob("__pycache__/*.pyc"):  # otherwise, Python compiles everything again
            (target / name(compiled.parent)).mkdir(exist_ok=True)
            shutil.copy2(compiled, target / name(compiled))
    (target / ".venv").symlink_to(sys.prefix)
    subprocess.run(["git", "init", "--quiet"], cwd=target, check=True)
    for path, content in NEW_FILE.findall(TEXT):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(content, encoding="utf-8")
    for change in CHANGE.findall(TEXT):
        command = ["git", "apply", "--recount", "--unidiff-zero", "-"]
        subprocess.run(command, cwd=target, input=change, text=True, check=True)
    return target


def test_the_walk_adds_a_question_and_a_page_that_pass_every_rule(
    copy: Path, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    district = tmp_path / "district.toml"
    district.write_text('timezone = "America/Chicago"\nlogs = "logs"\n', encoding="utf-8")
    own = {"DISTRICT_TOML": str(district), "XDG_DATA_HOME": str(tmp_path)}
    (commands,) = COMMANDS.findall(TEXT)
    for command in commands.splitlines():
        with subtests.test(command):
            ended = subprocess.run(
                _words(command),
                cwd=copy,
                env={**os.environ, **own},
                capture_output=True,
                text=True,
                check=False,
            )
            assert ended.returncode == 0, f"{command}\n{ended.stdout[-3000:]}{ended.stderr[-1000:]}"


def _words(command: str) -> list[str]:
    """Return a command of the walk, on one process and with the packages that are installed."""
    words = command.replace("make ", "make --assume-old=.venv/running ").split()
    if "pytest" in words:
        words += ["-q", "-n", "0", "-p", "no:cacheprovider"]
        words += [option for file in LEFT_OUT for option in ("--ignore", file)]
    return words
