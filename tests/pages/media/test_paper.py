"""What stands over a printed page and under each of its sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.parts.draw.html import css_string
from pages.parts.media import paper

HOSTILE = '</style><script>alert("x")</script>\\"}'


def test_the_head_names_the_district_and_numbers_the_sheets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "district.toml").write_text('name = "Oak <b> District"\n', encoding="utf-8")
    monkeypatch.setenv("DISTRICT_TOML", str(tmp_path / "district.toml"))
    head = str(paper.head("SMS Log", is_sample=True))
    assert "<b>Oak &lt;b&gt; District</b>" in head
    assert 'data-sample="Sample data"' in head
    assert '"Page " counter(page) " of " counter(pages)' in head
    assert "Printed <time data-now" in head
    assert 'data-sample=""' in str(paper.head("SMS Log", is_sample=False))


def test_no_name_of_a_district_ends_the_style_sheet_or_its_string() -> None:
    quoted = css_string(HOSTILE)
    assert not set('<>"\\}/') & set(quoted[1:-1].replace("\\", ""))
    assert quoted.count('"') == 2
    assert css_string("Oak 7") == '"Oak 7"'
    assert css_string("é·") == '"\\e9 \\b7 "'


def test_what_is_shown_is_escaped_on_paper() -> None:
    shown = str(paper.shown('Oak "<i>"'))
    assert "<i>" not in shown
    assert "Showing:" in shown
