"""A damaged table takes only its own parts off the pages; imports can be seen and undone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import queries
from data import settings
from data.engine import shared
from data.errors import Problem
from data.tables import store
from data.tables.undo import undo
from queries.kept_answers import KeptAnswers
from tests.districts import district_in, write_settings
from tests.import_files import import_file, log_file, rows_of, text
from tests.pages.district import opened, text_of


def sms_log() -> None:
    from data.access import person_at_machine
    from pages import sms_log
    from pages.parts.frame import errors

    with errors.in_place():  # as the dashboard does
        sms_log.show(person_at_machine())


def sms_status() -> None:
    from data.access import person_at_machine
    from pages import sms_status
    from pages.parts.frame import errors

    with errors.in_place():  # as the dashboard does
        sms_status.show(person_at_machine())


def opt_in_reminders() -> None:
    from data.access import person_at_machine
    from pages import opt_in_reminders
    from pages.parts.frame import errors

    with errors.in_place():  # as the dashboard does
        opt_in_reminders.show(person_at_machine())


def imports() -> None:
    from data.access import person_at_machine
    from pages import imports
    from pages.parts.frame import errors

    with errors.in_place():  # as the dashboard does
        imports.show(person_at_machine())


def totals() -> None:
    import queries
    from data.access import person_at_machine
    from pages import totals
    from pages.parts.frame import data_source

    with queries.reading(data_source.shown().uri):
        totals.show(person_at_machine())


PAGES = (sms_log, sms_status, opt_in_reminders, totals, imports)


@pytest.fixture(scope="module")
def whole(first_logs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of logs with a newest import that changed texts only."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(first_logs, folder / "logs")
    with district_in(folder):
        import_file(log_file(folder, text("newest", when="2026-10-02 08:00"), text("bad", to="?")))
    return folder / "logs"


@pytest.fixture(autouse=True)
def logs(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Such logs of the test alone, to be damaged."""
    shutil.copytree(whole, tmp_path / "district" / "logs")
    file = write_settings(tmp_path / "district")
    file.write_text(f'{file.read_text(encoding="utf-8")}short_code = "67587"\n', encoding="utf-8")
    monkeypatch.setenv("DISTRICT_TOML", str(file))
    return settings.load().logs


def _delete_a_file(logs: str, name: str) -> None:
    Path(store.newest(logs).files(name)[0]).unlink()


def _overwrite_a_file(logs: str, name: str) -> None:
    file = Path(store.newest(logs).files(name)[0])
    file.write_bytes(bytes(file.stat().st_size))


def _lose_the_log(logs: str, name: str) -> None:
    shutil.rmtree(Path(logs, name, "_delta_log"))


def _damaged(page: AppTest) -> bool:
    """Return whether the page says of a part that it can't be read."""
    assert page.title
    return bool(page.error)


@pytest.mark.parametrize("harm", [_delete_a_file, _overwrite_a_file, _lose_the_log])
@pytest.mark.parametrize(
    ("table", "pages"),
    [
        ("messages", {sms_log, opt_in_reminders, imports}),
        ("daily_results", set()),
        ("contacts", {sms_log, sms_status, opt_in_reminders, totals, imports}),
        ("status_changes", {sms_status, opt_in_reminders, totals, imports}),
        ("left_out", {imports}),
    ],
)
def test_only_pages_that_need_a_damaged_table_say_so(
    logs: str, table: str, pages: set[Callable[[], None]], harm: Callable[[str, str], None]
) -> None:
    harm(logs, table)
    damaged = {page for page in PAGES if _damaged(opened(page))}
    assert damaged == pages


@pytest.mark.parametrize(
    ("table", "harm"),
    [("messages", _delete_a_file), ("messages", _lose_the_log), ("contacts", _lose_the_log)],
)
def test_counts_are_shown_while_texts_or_contacts_cannot_be_read(
    logs: str, table: str, harm: Callable[[str, str], None]
) -> None:
    before = text_of(opened(sms_log)).splitlines()
    harm(logs, table)
    shared._shared.clear()  # as in a server that starts now
    queries._kept = KeptAnswers()
    page = opened(sms_log)
    assert text_of(page).splitlines()[:2] == before[:2]
    assert f"table {table}" in page.error[0].value


def test_imports_are_listed_and_undone_while_other_tables_are_damaged(logs: str) -> None:
    for table in ("contacts", "status_changes", "left_out"):
        _overwrite_a_file(logs, table)
    body = "".join(str(element.proto.body) for element in opened(imports).html)
    assert "log.csv" in body
    assert "Undo" in body
    assert undo()["file_name"] == "log.csv"


@pytest.mark.parametrize("table", ["messages", "contacts", "left_out", "daily_results"])
def test_an_import_into_damaged_data_is_refused(logs: str, tmp_path: Path, table: str) -> None:
    _delete_a_file(logs, table)
    before = rows_of("imports")
    for dry_run in (True, False):
        with pytest.raises(Problem, match=f"of the table {table} is missing") as refused:
            import_file(log_file(tmp_path, text("more"), name="more.csv"), dry_run=dry_run)
        assert "data check" in refused.value.next_step
    assert rows_of("imports") == before
