"""The numbers about which the service and the consent list disagree, as columns and as CSV."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa

from data.importer.rows.conflicts import sentences
from pages.parts.imports import conflicts
from tests.import_files import INELIGIBLE, OPTED_IN

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
    header, row = conflicts.csv_text(ROWS).splitlines()
    assert header.startswith("Number,Result,")
    assert row.startswith(f"+12125550101,{INELIGIBLE},Not opted in,{OPTED_IN},2026-09-30T13:12:00+00:00,")
    assert row.endswith(",2,'=C-1,")


def test_no_sentence_is_said_of_no_numbers() -> None:
    assert sentences(0, 0) == ()
    assert sentences(2, 0) == ("2 numbers were refused as opted out, but the consent list says Opted In.",)
