"""Exports of every service, made of public records: each row's result, reason and time worked out by hand.

A folder of tests/providers is one file as the service gives it (given.*; of a workbook a folder, with a CSV
for each sheet, whose times become typed cells), how it must be recognized and where
its records are from (case.toml; of which region the district is, where it is another than usual), and what
must come of it: messages.csv, left_out.csv, status_changes.csv.
"""

from __future__ import annotations

import csv
import re
import tomllib
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data import clock, settings
from data.importer.recognize import formats
from data.importer.recognize.format_types import GENERIC, Format, Rule, Service
from data.words import vocabulary
from tests.import_files import (
    counts,
    csv_text,
    import_file,
    imported,
    recognize,
    rows_of,
    workbook,
    written,
)

PROVIDERS = Path(__file__).parents[3] / "providers"
LISTS = Path(__file__).parents[1] / "cases"
CASES = sorted(folder.name for folder in PROVIDERS.iterdir() if folder.is_dir())
OPTIONS = ("zone", "kind", "columns")
TYPED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


@pytest.fixture
def export(case: str, tmp_path: Path) -> Path:
    """The file of a case, as the service gives it."""
    (file,) = (PROVIDERS / case).glob("given.*")
    if not file.is_dir():
        return file
    sheets = {sheet.stem: _typed(sheet) for sheet in sorted(file.glob("*.csv"))}
    return workbook(tmp_path / file.name, **sheets)


def _typed(sheet: Path) -> list[list[object]]:
    with sheet.open(encoding="utf-8", newline="") as rows:
        return [
            [datetime.fromisoformat(cell) if TYPED.fullmatch(cell) else cell or None for cell in row]
            for row in csv.reader(rows)
        ]


def _case(case: str) -> dict[str, Any]:
    return tomllib.loads((PROVIDERS / case / "case.toml").read_text(encoding="utf-8"))


def _options(case: str) -> dict[str, Any]:
    stated = _case(case)
    options = {name: stated[name] for name in OPTIONS if name in stated}
    if "as_of" in stated:
        options["as_of"] = clock.instant(stated["as_of"], settings.load().zone)
    return options


def _expected(case: str, table: str) -> list[dict[str, str]]:
    file = PROVIDERS / case / f"{table}.csv"
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def _written(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat().replace("+00:00", "Z").replace(".000000Z", "Z")
    return str(cell)


def _stored(table: str, columns: list[str]) -> list[dict[str, str]]:
    return [{column: _written(row[column]) for column in columns} for row in rows_of(table)]


def _sorted(rows: list[dict[str, str]]) -> list[list[str]]:
    return sorted([*row.values()] for row in rows)


@pytest.fixture(autouse=True)
def of_its_region(request: pytest.FixtureRequest, district: Path) -> None:
    """The district of a case is of the region that the case names."""
    case = getattr(request.node, "callspec", None) and request.node.callspec.params.get("case")
    if case and "region" in (stated := _case(case)):
        with district.open("a", encoding="utf-8") as file:
            file.write(f'region = "{stated["region"]}"\n')


@pytest.mark.parametrize("case", CASES)
def test_a_services_export_is_recognized_stored_and_known_again(
    case: str, export: Path, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    with subtests.test("it is recognized by itself, with its evidence"):
        _check_recognized(case, export)
    outcome = import_file(export, **_options(case))
    counts(outcome)
    for table in ("messages", "status_changes"):
        with subtests.test(f"each row is stored with its meaning in {table}"):
            expected = _expected(case, table)
            columns = list(expected[0]) if expected else ["number"]
            assert _sorted(_stored(table, columns)) == _sorted(expected)
    with subtests.test("each row that isn't imported has its reason"):
        _check_not_imported(case)
    with subtests.test("imported again, it changes nothing"):
        again = import_file(_another(export, tmp_path / f"again{export.suffix}"), **_options(case))
        assert (again.stored, again.updated) == (0, 0)
        assert (again.set_aside, again.rejected) == (outcome.set_aside, outcome.rejected)


def _check_recognized(case: str, export: Path) -> None:
    actual = recognize(export)
    assert actual.format.id == _case(case)["format"]
    assert actual.evidence or actual.format.is_generic
    assert not actual.missing


def _check_not_imported(case: str) -> None:
    actual = _stored("left_out", ["line", "kind", "column", "why"])
    expected = _expected(case, "left_out")
    assert len(actual) == len(expected), actual
    for row, row_expected in zip(sorted(actual, key=_line), sorted(expected, key=_line), strict=True):
        assert row["why"].startswith(row_expected["why"])
        # A prefix or a verdict of several cells belongs to no column.
        assert (row["line"], row["kind"]) == (row_expected["line"], row_expected["kind"])


def _line(row: dict[str, str]) -> int:
    return int(row["line"])


def _another(export: Path, again: Path) -> Path:
    """The same rows in a file that is not known."""
    if export.suffix != ".xlsx":
        return written(again, export.read_bytes() + b"\n")
    book = openpyxl.load_workbook(export)
    book.create_sheet("Notes").append(["exported again"])
    book.save(again)
    return again


SERVICES = [service for service in formats.services().values() if service.key != GENERIC]
RULES = [
    (service, word, rule)
    for service in SERVICES
    for rules in (service.statuses, service.codes, service.sentences, service.opt_in_statuses)
    for word, rule in rules.items()
]


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.key)
def test_a_services_words_mean_something_in_the_vocabulary(service: Service) -> None:
    kinds = {kind["key"] for kind in vocabulary.WORDS["set_aside"]}
    reasons = {reason.key: reason.result for reason in vocabulary.REASONS}
    for service_key, word, rule in RULES:
        if service_key is service:
            assert rule != Rule(), word
            assert rule.set_aside is None or rule.set_aside in kinds, word
            assert rule.reason is None or rule.reason in reasons, word
            if rule.result and rule.reason:
                assert reasons[rule.reason] == rule.result, word


@pytest.mark.parametrize("one", formats.formats().values(), ids=lambda one: one.id)
def test_a_format_reads_only_fields_that_there_are(one: Format) -> None:
    assert set(one.columns) | set(one.constants) <= set(formats.fields(one.kind))
    assert set(one.needed) <= set(one.columns)
    assert one.is_generic or one.recognized_by
    assert set(one.id_of) <= set(one.columns)
    assert {one.repeats} <= {"", *one.columns}


@pytest.mark.parametrize("file", sorted(formats.FOLDER.rglob("*.toml")), ids=lambda file: file.stem)
def test_a_services_file_names_the_source_of_each_part(file: Path) -> None:
    stated = file.read_text(encoding="utf-8")
    assert stated.count("Source") >= 1
    assert "http" in stated


def test_every_format_of_every_service_has_a_file_made_of_real_records() -> None:
    own = {one.id for one in formats.formats().values() if not one.is_generic}
    # Contact lists have their files among the cases of imports.
    lists = [tomllib.loads(file.read_text(encoding="utf-8")) for file in LISTS.glob("*/case.toml")]
    read = {_case(case)["format"] for case in CASES} | {one["format"] for one in lists if "format" in one}
    assert own == read


def test_comma_in_a_column_name_mixes_up_no_cells(
    tmp_path: Path,
) -> None:
    # GOV.UK Notify joins the names of a report's columns by bare commas.
    header = ["Row number", "phone_number", "name, first", "Template", "Type", "Job", "Status", "Time"]
    row = [1, "+44 7700 900123", "Ana", "Snow", "sms", "list.csv", "Delivered", "2023-04-19 12:00:00"]
    content = ",".join(header) + "\n" + csv_text(row)
    assert imported(written(tmp_path / "report.csv", content)) == {"stored": 1}
    (message,) = rows_of("messages")
    assert (message["number"], message["broadcast"]) == (447700900123, "Snow")


def test_a_report_of_vonage_in_its_zip_is_read_as_the_report_itself(tmp_path: Path) -> None:
    report = (PROVIDERS / "vonage_reports" / "given.csv").read_bytes()
    # Named as https://github.com/Nexmo/api-specification (definitions/reports.yml, download-report) says.
    file = tmp_path / "SMS_450b434a-ff4f-40f1-80a5-8d6e24d91234.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("report_SMS_abcd1234_20241105.csv", report)
    assert recognize(file).format.id == "vonage reports"
    zipped = imported(file)
    assert zipped["stored"] == len(_expected("vonage_reports", "messages"))
    again = imported(written(tmp_path / "report.csv", report + b"\n"))
    assert (again["unchanged"], "stored" in again) == (zipped["stored"], False)
