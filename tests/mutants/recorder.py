"""Plugins of pytest: which lines and .sql files each test touches, and which test failed first."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from typing import Any

import coverage
import pytest

from tests.mutants.roots import ROOTS

HERE = Path(__file__).parents[2]


class FirstFailure:
    """Writes the name of the first test that fails to a file."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember a failed test, once."""
        if report.failed and not self.target.exists():
            self.target.write_text(report.nodeid, encoding="utf-8")


class Recorder:
    """Writes of each test its seconds, the lines that it runs in the roots, and the .sql files it reads."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.seconds: dict[str, float] = defaultdict(float)
        self.files: dict[str, set[str]] = defaultdict(set)
        self.test = ""
        include = [f"{HERE / one.folder}/*" for one in ROOTS]
        self.coverage = coverage.Coverage(data_file=None, include=include, config_file=False)
        sys.addaudithook(self._opened)
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Attribute what happens during a test to it."""
        _forget_read_files()
        self.test = item.nodeid
        self.coverage.switch_context(item.nodeid)
        result = yield
        self.test = ""
        self.coverage.switch_context("")
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add the seconds of a test's setup, call and teardown."""
        self.seconds[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Write what was recorded."""
        self.coverage.stop()
        data = self.coverage.get_data()
        lines = {
            Path(file).relative_to(HERE).as_posix(): {
                line: [test for test in tests if test]
                for line, tests in data.contexts_by_lineno(file).items()
            }
            for file in data.measured_files()
        }
        files = {name: sorted(tests) for name, tests in self.files.items()}
        recorded = {"seconds": self.seconds, "lines": lines, "files": files}
        self.target.write_text(json.dumps(recorded), encoding="utf-8")

    def _opened(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and str(arguments[0]).endswith(".sql") and self.test:
            path = Path(str(arguments[0]))
            if path.is_relative_to(HERE):
                self.files[path.relative_to(HERE).as_posix()].add(self.test)


def _forget_read_files() -> None:
    """Clear the caches of .sql files, so that every test reads the files that it uses."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("queries", "data.importer.rows.database")):
            for value in list(vars(module).values()):
                getattr(value, "cache_clear", lambda: None)()
