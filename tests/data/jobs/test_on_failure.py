"""The district's own command gets the failed files of an import in one line, without numbers."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from data import numbers, settings
from data.errors import Problem
from data.jobs import on_failure
from data.jobs.command import ALL_IN, NOT_READ, SOME_REJECTED
from tests.import_files import log_file, number, run_import, settled, text, written

NOTES = "import json, sys; open({file!r}, 'a').write(json.dumps(sys.argv[1:]) + '\\n'); print('noise')"


class Hook:
    """A command that notes how it was called."""

    def __init__(self, district: Path, folder: Path) -> None:
        self._district, self._file = district, folder / "calls.jsonl"
        self._plain = district.read_text()
        script = written(folder / "the command.py", NOTES.format(file=str(self._file)))
        self.set(f"'{sys.executable}' '{script}' --to 'the office' $HOME")

    def set(self, command: str) -> None:
        self._district.write_text(f"{self._plain}on_failure = {json.dumps(command)}\n")
        settings._read.cache_clear()

    @property
    def calls(self) -> list[list[str]]:
        """Return the arguments of each call."""
        return (
            [json.loads(line) for line in self._file.read_text().splitlines()]
            if self._file.exists()
            else []
        )


@pytest.fixture
def hook(district: Path, tmp_path: Path) -> Hook:
    return Hook(district, tmp_path)


def test_command_gets_every_failed_file_once_with_its_problem(tmp_path: Path, hook: Hook) -> None:
    good = log_file(tmp_path, text("m1"), name="good.csv")
    mixed = log_file(tmp_path, text("m2"), text("m3", to="?"), text("m4", to="?"), name="mixed.csv")
    empty = written(tmp_path / "empty.csv", "")
    done = run_import(good, mixed, empty, "--json")
    assert done.status == NOT_READ
    line = "mixed.csv: 2 of 3 rows rejected. empty.csv wasn't imported: This file is empty."
    assert hook.calls == [["--to", "the office", "$HOME", line]]
    assert [json.loads(line)["file"] for line in done.out.splitlines()] == [
        "good.csv",
        "mixed.csv",
        "empty.csv",
    ]


def test_command_is_not_called_without_a_failure(tmp_path: Path, hook: Hook) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    log_file(folder, text("m1"), name="good.csv")
    written(folder / "README.md", "x")
    assert run_import(settled(folder)).status == ALL_IN
    mixed = log_file(tmp_path, text("m2"), text("m3", to="?"))
    assert run_import(mixed, "--dry-run").status == SOME_REJECTED
    assert hook.calls == []
    run_import(mixed)
    run_import(mixed)
    assert len(hook.calls) == 1, "a known file's rejected rows were reported at its import"


def test_some_of_many_files_are_named_and_the_others_counted(tmp_path: Path, hook: Hook) -> None:
    run_import(*(tmp_path / f"{n}.csv" for n in range(8)))
    ((*_options, line),) = hook.calls
    assert line.count("This file doesn't exist.") == 5
    assert line.endswith(" And 3 more files.")


def test_command_gets_no_number_cell_or_second_line(tmp_path: Path, hook: Hook) -> None:
    name = f"list\n{number(1)} +1 212 555 0102 2026-09-30.csv"
    log_file(tmp_path, text("m1", to="Ana"), name=name)
    run_import(tmp_path / name)
    written(tmp_path / name, f"Fax\n{number(3)}\n")
    run_import(tmp_path / name)
    first, second = (call[-1] for call in hook.calls)
    assert first == "list … … 2026-09-30.csv: 1 of 1 row rejected."
    assert second.startswith("list … … 2026-09-30.csv wasn't imported: ")
    assert "555" not in second
    assert "Fax" not in second


@pytest.mark.parametrize(
    "row",
    [
        "Ana Diaz,ana@example.org,Opted In,yes",
        "Ana Diaz,ana@example.org,Mother,Lincoln High",
        "Ana Diaz,Mother,9,Lincoln High",
        "Ana Diaz,Lincoln High,Opted In",
        "C1,Ana Diaz,Mobile,Spanish",
    ],
)
@pytest.mark.parametrize("options", [[], ["--kind", "contacts"], ["--kind", "status"]])
def test_the_first_family_of_a_list_without_a_header_is_not_quoted(
    tmp_path: Path, hook: Hook, row: str, options: list[str]
) -> None:
    done = run_import(written(tmp_path / "list.csv", f"{row}\n{row}\n"), *options, "--json")
    assert done.status == NOT_READ
    everything = f"{done.err}{done.out}{hook.calls}"
    quoted = [cell for cell in ("Ana Diaz", "ana@example.org", "Lincoln High") if cell in everything]
    assert not quoted, row


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("no-such-command --at all", "The on_failure command couldn't run: No such file"),
        (
            f"'{sys.executable}' -c 'raise SystemExit(3)'",
            "The on_failure command ended with exit status 3.",
        ),
        (
            f"'{sys.executable}' -c 'import time; time.sleep(600)'",
            "The on_failure command was stopped after 0.5 seconds.",
        ),
    ],
)
def test_failing_command_is_reported_and_changes_no_exit_status(
    tmp_path: Path, hook: Hook, monkeypatch: pytest.MonkeyPatch, command: str, says: str
) -> None:
    monkeypatch.setattr(on_failure, "TIMEOUT_SECONDS", 0.5)
    hook.set(command)
    done = run_import(log_file(tmp_path, text("m1"), text("m2", to="?")))
    assert done.status == SOME_REJECTED
    assert says in done.err
    assert "Traceback" not in done.err


def test_no_command_is_called_without_the_setting(tmp_path: Path) -> None:
    assert settings.load().on_failure == ""
    assert run_import(written(tmp_path / "empty.csv", "")).err.count("\n") == 3


def test_a_command_whose_quotes_are_not_closed_is_refused(hook: Hook) -> None:
    hook.set("notify 'the office")
    with pytest.raises(Problem, match="on_failure"):
        settings.load()


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("log 2125550101.csv", "log ….csv"),
        ("log_(212) 555-0101x", "log_…x"),
        ("+44 20 7946 0018 and 212.555.0101", "… and …"),
        ("log-2026-09-30.csv", "log-2026-09-30.csv"),
        ("2026-09-30 08.12 to 2026-10-01T08:12", "2026-09-30 08.12 to 2026-10-01T08:12"),
        ("12 of 345,678 rows", "12 of 345,678 rows"),
        ("list212_555_0101.csv", "list….csv"),
        ("sms2125550101x.csv", "sms…x.csv"),
        ("212\N{EN DASH}555\N{EN DASH}0101.csv", "….csv"),
        ("212 5550101, (212)555.0101, 212%20555%200101", "…, …, …"),
        ("555-0101.csv", "….csv"),
        ("\N{FULLWIDTH DIGIT TWO}12 555 0101.csv", "….csv"),
        ("2026-09-30-2125550101.csv", "2026-09-30-….csv"),
        (
            "export_20260930.csv and log-20260930_081200.csv",
            "export_20260930.csv and log-20260930_081200.csv",
        ),
        ("ana.diaz@example.org.csv", "…"),
    ],
)
def test_numbers_are_removed_from_a_line_but_dates_stay(line: str, masked: str) -> None:
    assert numbers.without_numbers(line, "US") == masked
