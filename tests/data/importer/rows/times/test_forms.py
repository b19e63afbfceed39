"""The table of forms of times: each is read as its instant or rejected, also in a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.importer.rows.times import forms
from tests.data.importer.rows.times.forms_of_times import FORMS, REJECTED
from tests.import_files import imported, log_file, messages, text

CHICAGO = ZoneInfo("America/Chicago")


def _instant(form: str) -> str | None:
    written = forms.read(form)
    local = written.local("mdy") if written else None
    if written is None or local is None:
        return REJECTED
    return local.replace(tzinfo=written.zone or CHICAGO).astimezone(UTC).isoformat().removesuffix("+00:00")


# Days since day zero are read by SQL alone.
@pytest.mark.parametrize("form", [form for form in FORMS if not form.startswith("46148")])
def test_the_reader_reads_each_form_as_its_instant_or_rejects_it(form: str) -> None:
    assert _instant(form) == FORMS[form]


def test_an_import_stores_each_form_as_its_instant_or_rejects_it(tmp_path: Path) -> None:
    rows = [text(f"m{place:03}", when=form) for place, form in enumerate(FORMS)]
    rejected = sum(1 for instant in FORMS.values() if instant is REJECTED)
    counts = imported(log_file(tmp_path, *rows), date_order="mdy")
    stored = {key: row["requested_at"] for key, row in messages().items()}
    wanted = {
        f"m{place:03}": datetime.fromisoformat(instant).replace(tzinfo=UTC)
        for place, instant in enumerate(FORMS.values())
        if instant
    }
    assert stored == wanted
    assert counts == {"stored": len(wanted), "rejected": rejected}
