"""The numbers about which the service and the consent list disagree, as columns and as CSV."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from data.importer.rows.conflicts import sentences
from pages.parts.imports import conflicts
from tests.import_files import (
    INELIGIBLE,
    OPTED_IN,
    OPTED_OUT,
    csv_text,
    imported,
    log_file,
    number,
    text,
    written,
)
from tests.pages.imports.page import ImportsPage

WHEN = datetime(2026, 9, 30, 13, 12, tzinfo=UTC)
ROWS = pa.Table.from_pylist(
    [
        {
            "number": "+12125550101",
            "result": INELIGIBLE,
            "reason": "not_opted_in_or_blocked",
            "status_then": OPTED_IN,
            "status_since": WHEN,
            "how": "list comparison",
            "requested_at": WHEN,
            "texts": 2,
            "contact_id": "=C-1",
            "school": None,
        }
    ]
)


def test_the_list_shows_numbers_as_people_write_them() -> None:
    cells = {column.title: column.cells for column in conflicts.columns(ROWS)}
    assert cells["Number"] == ["(212) 555-0101"]
    assert cells["Texts"] == [2]


def test_the_download_has_every_column_and_no_formula() -> None:
    header, row = conflicts.csv_file(ROWS).decode("utf-8-sig").splitlines()
    assert header.startswith("Number,Result,")
    assert row.startswith(f"+12125550101,{INELIGIBLE},Not opted in,{OPTED_IN},2026-09-30T13:12:00+00:00,")
    assert row.endswith(",2,'=C-1,")


def test_no_sentence_is_said_of_no_numbers() -> None:
    assert sentences(0, 0) == ()
    assert sentences(2, 0) == ("2 numbers were refused as opted out, but the consent list says Opted In.",)


@pytest.fixture
def _consent_list(nothing_imported: Path, tmp_path: Path) -> None:
    """A list of September 1: one number opted in, and 28 that opted out."""
    assert nothing_imported.exists()
    opted_out = [[number(place), OPTED_OUT, "2026-09-01"] for place in range(2, 30)]
    rows = ([number(1), OPTED_IN, "2026-09-01"], *opted_out)
    imported(written(tmp_path / "list.csv", csv_text(["Phone Number", "SMS Status", "As Of"], *rows)))


@pytest.mark.usefixtures("_consent_list")
def test_the_page_lists_the_numbers_of_the_newest_log_only(tmp_path: Path) -> None:
    refused = text("m1", to=number(1), result=INELIGIBLE, why="consent_denied_or_pending")
    imported(log_file(tmp_path, refused, text("m2", to=number(2)), name="october.csv"))
    page = ImportsPage()
    assert "In october.csv, the newest message log:" in page.text.replace("**", "")
    assert [(row[0], row[1], row[3]) for row in page.numbers_to_check] == [
        ("(212) 555-0101", "Ineligible to Send", "Opted In"),
        ("(212) 555-0102", "Sent", "Opted Out"),
    ]
    imported(log_file(tmp_path, text("m3", to=number(1)), name="november.csv"))
    assert ImportsPage().numbers_to_check == []


@pytest.mark.usefixtures("_consent_list")
def test_the_page_says_how_many_numbers_it_does_not_show(tmp_path: Path) -> None:
    rows = [text(f"n{place}", to=number(place)) for place in range(2, 30)]
    imported(log_file(tmp_path, *rows, name="many.csv"))
    page = ImportsPage()
    assert len(page.numbers_to_check) == conflicts.SHOWN
    assert f"The first {conflicts.SHOWN} of 28 numbers. The file has all." in page.text
