"""What tests share: a district in a temporary folder, and its tables filled from small CSVs."""

from __future__ import annotations

import gc
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pytest
from xdist.scheduler import LoadFileScheduling

from data import engine, settings
from data.access import Viewer, person_at_machine
from data.engine.record import RECORD
from data.tables import daily_results, store
from data.tables.schemas import EVERY, MESSAGES, STANDALONE
from data.tables.snapshot import Snapshot
from tests.answers import Fill, Given, ReadGiven
from tests.districts import ZONE, write_settings

TABLES = {**EVERY, "record": RECORD}

# What takes longer than a moment: `make quick` leaves it out.
SLOW = (
    *("tests/browser", "tests/chaos", "tests/storage", "tests/fuzz", "tests/house/test_docs.py"),
    *("tests/house/test_contributing.py", "tests/house/test_messages.py"),
    *("tests/data/importer", "tests/data/jobs", "tests/data/sample", "tests/data/flyers"),
    *("tests/data/tables/test_undo.py", "tests/data/tables/test_upkeep.py", "tests/data/check"),
    *("tests/data/tables/test_reminders.py", "tests/data/engine/test_csv_answers.py"),
    *("tests/pages/sms_log/test_story.py", "tests/pages/sms_log/test_sms_log_empty.py"),
    *("tests/pages/sms_log/test_days_chart.py", "tests/data/tables/test_stale_counts.py"),
    *("tests/pages/downloads", "tests/pages/imports", "tests/pages/opt_in_reminders"),
    *("tests/queries/sums", "tests/queries/test_questions", "tests/queries/rights"),
    *("tests/queries/test_row_order.py", "tests/pages/frame/test_damaged_tables.py"),
    *("tests/data/tables/bits", "tests/data/tables/older", "tests/data/tables/writers"),
    *("tests/data/tables/test_used_stores.py", "tests/data/keeping", "tests/pages/sign_in"),
    *("tests/pages/look_up/test_look_up.py", "tests/pages/filters/test_narrowing.py"),
    *("tests/queries/test_rounded_totals.py", "tests/pages/test_roles.py", "tests/pages/totals"),
    *("tests/pages/setup", "tests/pages/filters/test_days.py", "tests/data/tables/test_leftovers.py"),
    *("tests/queries/test_paging.py", "tests/bench", "tests/serving", "tests/data/engine/test_shared.py"),
    *("tests/data/tables/test_compaction.py", "tests/pages/sms_log/undelivered"),
    *("tests/bench/test_district_logs.py", "tests/normal/test_planted_incidents.py"),
)


# Browser tests run in two processes from the start, each with one dashboard: they mostly wait. These files
# take half of their time; the other browser tests go to the second process.
FIRST_BROWSER = (
    "tests/browser/media/",
    *(
        f"tests/browser/test_{name}.py"
        for name in ("filter_fields", "first_screen", "journey", "looks", "narrowing_by_hand", "status")
    ),
)


# These read and parse every file of the code: together they take 15 s, each in a process of its own 25.
OF_ALL_CODE = tuple(
    f"tests/house/test_{name}.py"
    for name in ("size_and_names", "layers", "spelling", "house_rules_of_sql", "questions_and_settings")
)


class _ByFile(LoadFileScheduling):  # type: ignore[misc]
    """Gives each process one file after the other; those of a browser or that share work, at once."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith("tests/browser/"):
            return f"browser {nodeid.startswith(FIRST_BROWSER)}"
        if nodeid.startswith(OF_ALL_CODE):
            return "of all code"
        if nodeid.startswith("tests/storage/"):
            return "one object store"
        return str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadFileScheduling:
    """Return who gives the files to the processes."""
    return _ByFile(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what is slow, by its folder or file. It comes first, pages last: short files fill the end."""
    for item in items:
        if item.path.relative_to(config.rootpath).as_posix().startswith(SLOW):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: ("slow" not in item.keywords, "tests/pages" in item.path.as_posix()))


def pytest_collection_finish() -> None:
    """Keep what is loaded by now out of every collection of garbage, as the dashboard does at its start."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Let libraries clean up at the end; some complain about what stays."""
    gc.unfreeze()


@pytest.fixture(autouse=True)
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file of a district whose logs lie in the test's own folder: no test meets real ones."""
    file = write_settings(tmp_path)
    monkeypatch.setenv("DISTRICT_TOML", str(file))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    settings._read.cache_clear()  # what was read may hold the folder of another test
    return file


@pytest.fixture
def logs(district: Path) -> str:
    """The address of that district's logs, where nothing has been set up yet."""
    assert district.exists()
    return settings.load().logs


@pytest.fixture(scope="module")
def uri(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One store for all examples; each of them is a new version of it."""
    return str(tmp_path_factory.mktemp("logs"))


@pytest.fixture
def viewer() -> Viewer:
    """An administrator, who may see every school."""
    return person_at_machine()


@pytest.fixture
def principal() -> Viewer:
    """A viewer of one school."""
    return Viewer("a principal", "school", ("Lincoln High",))


@pytest.fixture(scope="session")
def read_given() -> ReadGiven:
    """Reads a folder of CSVs named like tables, with the columns that matter; the others are null."""
    return lambda folder: {file.stem: _rows(file, TABLES[file.stem]) for file in folder.glob("*.csv")}


@pytest.fixture(scope="session")
def fill() -> Fill:
    """Writes tables into a store at an address, as an import does: counted by day, and committed."""
    return _fill


def _rows(file: Path, schema: pa.Schema) -> pa.Table:
    header = file.read_text(encoding="utf-8").partition("\n")[0].split(",")
    assert set(header) <= set(schema.names), f"{file} has columns that the table has not"
    options = pa_csv.ConvertOptions(
        column_types=schema,
        include_columns=schema.names,
        include_missing_columns=True,
        strings_can_be_null=True,
        null_values=[""],
    )
    return pa_csv.read_csv(file, convert_options=options)


def _fill(uri: str, given: Given) -> Snapshot:
    snapshot = store.create(uri)
    for name in ("messages", "contacts", "status_changes", "left_out"):
        if name in given:
            store.replace(uri, name, _with_month(given[name]) if name == "messages" else given[name])
    if "messages" in given:
        _count(uri)
    for name in given.keys() & STANDALONE.keys():
        store.set_up(uri, name, STANDALONE[name])
        store.replace(uri, name, given[name])
    rows = given["imports"].to_pylist() if "imports" in given else []
    for row in rows or [{"import_id": f"{snapshot.number:06d}"}]:
        snapshot = store.commit(snapshot, row)
    return snapshot


def _with_month(messages: pa.Table) -> pa.Table:
    month = pc.strftime(messages["requested_at"], format="%Y-%m")
    return messages.set_column(messages.schema.get_field_index("month"), "month", month)


def _count(uri: str) -> None:
    files = store.uncommitted_files(uri, "messages")
    with duckdb.connect() as connection:
        engine.open_files(connection, "messages", MESSAGES, files)
        counted = daily_results.count(connection, ZONE, daily_results.marks(files))
    store.replace(uri, "daily_results", counted)
