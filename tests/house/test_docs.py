"""What the README and docs/ say is true: their commands run, and what they link to is there."""

from __future__ import annotations

import io
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

import data.__main__
import queries.__main__
from data import settings
from tests.house.project import ROOT

README = ROOT / "README.md"
DOCUMENTS = (README, *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^(?P<indent> *)```sh\n(?P<lines>.*?)^(?P=indent)```", flags=re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!http)([^)#]+)?(?:#([^)]+))?\)")
SAMPLE = "python -m data import data/sample/message_log.parquet data/sample/consent_list.parquet"
MAIN = {"data": data.__main__.main, "queries": queries.__main__.main}
MOST_LINES = 120  # the README is one screen


def commands(document: Path) -> list[str]:
    """Return the commands of a document that a reader runs with Python."""
    blocks = BLOCK.finditer(document.read_text(encoding="utf-8"))
    lines = [line.strip() for block in blocks for line in block["lines"].splitlines()]
    return [line for line in lines if re.match(r"python -m (data|queries)\b", line)]


def run(line: str, folder: Path) -> tuple[int, str, str]:
    """Run a command with a district of its own. Return its exit status, output and errors.

    It runs in this process, which has loaded all modules: starting one takes longer than most commands.
    """
    (folder / "district.toml").write_text('timezone = "America/Chicago"\nlogs = "logs"\n', encoding="utf-8")
    _python, _m, module, *words = shlex.split(line, comments=True)
    out, errors = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _each in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(errors):
        patch.setenv("DISTRICT_TOML", str(folder / "district.toml"))
        patch.setenv("XDG_DATA_HOME", str(folder))
        patch.chdir(ROOT)
        settings._read.cache_clear()
        status = MAIN[module](words)
        out.seek(0)
        errors.seek(0)
    return status, out.read(), errors.read()


def test_commands_of_the_docs_run_in_their_order_and_end_well(
    subtests: pytest.Subtests, tmp_path: Path
) -> None:
    for document in DOCUMENTS:
        folder = tmp_path / document.stem
        folder.mkdir()
        if any("queries" in line for line in commands(document)):
            run(SAMPLE, folder)
        for line in commands(document):
            with subtests.test(f"{document.name}: {line}"):
                status, out, errors = run(line, folder)
                assert status == 0, f"{line}\n{errors}"
                assert len(out.splitlines()) > ("--broadcast" in line), f"{line} printed nothing"


def test_links_of_the_docs_lead_somewhere(subtests: pytest.Subtests) -> None:
    for document in DOCUMENTS:
        for match in LINK.finditer(document.read_text(encoding="utf-8")):
            address, heading = match.groups()
            with subtests.test(f"{document.name}: {match[0]}"):
                target = (document.parent / address).resolve() if address else document
                assert target.exists()
                if heading:
                    assert heading in _headings(target)


def _headings(document: Path) -> set[str]:
    lines = document.read_text(encoding="utf-8").splitlines()
    titles = (line.lstrip("# ").lower() for line in lines if line.startswith("#"))
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


def test_make_knows_the_targets_that_the_docs_name() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for document in DOCUMENTS:
        for target in re.findall(r"(?:`|^)make ([a-z]+)", document.read_text("utf-8"), re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), (
                f"{document.name}: make {target}"
            )


def test_the_readme_is_one_screen() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
