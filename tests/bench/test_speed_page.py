"""The page of speed gets the figures of a run, and keeps everything else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.bench import earlier_figures, options, speed_page
from tests.bench.peers.questions import DAYS, NEWEST, NUMBER
from tests.bench.report import Peer, Report

BLOCKS = ("machine", "figures", "peers", "memory", "profile")
TEMPLATE = "## What is measured\n" + "".join(
    f"<!-- begin {name} -->\nNot measured yet.\n<!-- end {name} -->\n" for name in BLOCKS
)


def _report(folder: Path) -> Report:
    report = Report(folder / "figures.json", {"processor": "two cores", "command": "make bench"})
    for texts, figure, is_met in ((1_000, "4 ms", True), (2_000, "9 ms", False)):
        report.begin("Lists", texts)
        report.note("the newest page", figure, "5 ms", is_met=is_met)
    return report


def test_the_page_has_a_column_for_each_size_and_says_which_bound_was_missed(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text(TEMPLATE, encoding="utf-8")
    speed_page.write(_report(tmp_path), page)
    lines = page.read_text(encoding="utf-8").splitlines()
    assert "| measured | 1,000 texts | 2,000 texts | bound |" in lines
    assert "| the newest page | 4 ms | 9 ms **missed** | 5 ms |" in lines
    assert "- processor: two cores" in lines
    assert "## What is measured" in lines
    assert lines.count("Not measured yet.") == 3  # other engines, memory and the profile


def test_the_page_says_where_another_engine_is_ahead(tmp_path: Path) -> None:
    report = _report(tmp_path)
    for engine, times in (("this project (1)", (1.0, 8.0, 8.0)), ("Polars 2", (9.0, 4.0, None))):
        for question, took in zip((DAYS, NUMBER, NEWEST), times, strict=True):
            report.note_peer(Peer(1_000, question, engine, took, "" if took else "it ended"))
    page = tmp_path / "speed.md"
    page.write_text(TEMPLATE, encoding="utf-8")
    speed_page.write(report, page)
    text = page.read_text(encoding="utf-8")
    assert "| Polars 2 | 9.0 ms | 4.0 ms | not measured: it ended |" in text
    assert f"- {DAYS}: no other engine is ahead." in text
    assert f"- {NUMBER}: ahead of this project: Polars 2 (0.50 x)." in text


def test_the_page_of_the_docs_has_a_place_for_each_kind_of_figures() -> None:
    page = speed_page.PAGE.read_text(encoding="utf-8")
    for name in BLOCKS:
        assert page.index(f"<!-- begin {name} -->") < page.index(f"<!-- end {name} -->")


def test_a_page_without_a_place_for_the_figures_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text("# Speed\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="no place for machine"):
        speed_page.write(_report(tmp_path), page)


def test_a_later_run_keeps_what_only_the_earlier_one_measured(tmp_path: Path) -> None:
    _report(tmp_path)
    later = Report(tmp_path / "figures.json", {"command": "make bench again"})
    later.add_earlier()
    later.begin("Lists", 2_000)
    later.note("the newest page", "3 ms")
    page = tmp_path / "speed.md"
    page.write_text(TEMPLATE, encoding="utf-8")
    speed_page.write(later, page)
    text = page.read_text(encoding="utf-8")
    assert "| the newest page | 4 ms | 3 ms | 5 ms |" in text
    assert "| 9 ms |" not in text
    assert "make bench\nmake bench again\n" in text


def test_a_run_adds_to_the_figures_that_the_page_has(tmp_path: Path) -> None:
    original, page = speed_page.PAGE.read_text(encoding="utf-8"), tmp_path / "speed.md"
    page.write_text(original, encoding="utf-8")
    of_machine = original.partition("begin machine")[2].partition("```")[0]
    report = Report(
        tmp_path / "figures.json", dict(re.findall(r"^- (\w+): (.*)$", of_machine, re.MULTILINE))
    )
    earlier_figures.add(report, page)
    speed_page.write(report, page)
    ratio = re.compile(r"\(0\.\d\d x\)")  # of rounded times, it differs a little
    assert ratio.sub("", page.read_text(encoding="utf-8")) == ratio.sub("", original)


def test_sizes_come_in_order_and_unknown_measures_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert options.read(["--rows", "100_000,1000"]).rows == (1_000, 100_000)
    with pytest.raises(SystemExit):
        options.read(["--only", "lists,nothing"])
    assert "no such measure: nothing" in capsys.readouterr().err
