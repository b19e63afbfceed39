"""A check of the district's data is recorded with its result, as the Setup page shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import settings
from data.__main__ import main
from data.access import person_at_machine
from data.record import latest
from data.tables import store
from tests.answers import EVERY, Fill, ReadGiven


def test_a_check_on_the_command_line_is_recorded_with_what_it_says(
    logs: str, fill: Fill, read_given: ReadGiven, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(logs, read_given(EVERY))
    main(["check"])
    well = latest.newest(("check",))["check"]
    shown = capsys.readouterr().out
    assert (well.who, well.role) == (person_at_machine().name, "administrator")
    assert well.filters["wrong"] == shown.count("WRONG")
    Path(store.newest(logs).files("messages")[0]).unlink()
    assert main(["check"]) == 1
    shown = capsys.readouterr().out
    wrong = latest.newest(("check",))["check"].filters
    assert (wrong["wrong"], wrong["not_checked"]) == (shown.count("WRONG "), shown.count("\n?"))
    assert wrong["not_checked"] > well.filters["not_checked"]


def test_a_check_before_the_first_import_writes_nothing(logs: str) -> None:
    assert main(["check"]) == 0
    assert not Path(logs).exists()
    assert not Path(settings.load().record).exists()
