"""Values that people type on the command line, at the bounds of what is taken."""

from __future__ import annotations

import argparse
import io
from datetime import date
from pathlib import Path

import pytest

from data.errors import Problem
from queries.command import typed_values
from queries.fields import REASON, RESULT, SCHOOL


def test_a_number_of_days_is_100_years_at_most() -> None:
    assert typed_values.number_of_days("0") == 0
    assert typed_values.number_of_days("36525") == 36_525
    with pytest.raises(argparse.ArgumentTypeError, match="“36526” is more than 100 years"):
        typed_values.number_of_days("36526")


@pytest.mark.parametrize("text", ["-1", "1.5", "", "ten"])
def test_a_count_is_a_whole_number(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="isn't a whole number"):
        typed_values.count(text)


def test_a_day_is_written_year_first() -> None:
    assert typed_values.day("2026-09-30") == date(2026, 9, 30)
    with pytest.raises(argparse.ArgumentTypeError, match="isn't a day"):
        typed_values.day("9/30/2026")


def test_values_are_typed_as_title_name_or_key_in_any_case() -> None:
    for word in ("failed", "FAILED", "Failed to Send", "failed  to send"):
        assert typed_values.names(RESULT, [word]) == ("Failed to Send",)
    assert typed_values.names(RESULT, None) is None
    assert typed_values.names(RESULT, []) == ()
    assert typed_values.names(RESULT, ["failed", "sent", "failed"]) == ("Failed to Send", "Sent")
    with pytest.raises(Problem, match="--result can't be “luck”"):
        typed_values.names(RESULT, ["luck"])


def test_a_title_means_every_value_that_has_it() -> None:
    reasons = typed_values.names(REASON, ["no usable number"])
    assert reasons
    assert set(reasons) == {"no_active_number", "no_sms_number"}


def test_values_of_the_data_are_taken_as_typed() -> None:
    assert typed_values.names(SCHOOL, ["Oak", "oak"]) == ("Oak", "oak")
    assert typed_values.names(SCHOOL, []) is None


def test_a_phone_number_is_typed_or_read_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed_values.phone_number("(212) 555-0101") == 12125550101
    monkeypatch.setattr("sys.stdin", io.StringIO(" 212-555-0102 \n212-555-0103\n"))
    assert typed_values.phone_number("-") == 12125550102
    for typed in (None, ""):
        with pytest.raises(Problem, match="No phone number was entered"):
            typed_values.phone_number(typed)
    with pytest.raises(Problem, match="This isn't a phone number") as refused:
        typed_values.phone_number("555-0101")
    assert "0101" not in f"{refused.value} {refused.value.next_step}"


def test_a_list_of_numbers_is_a_file_or_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "list.txt"
    file.write_text("\ufeff(212) 555-0101\n\n212-555-0102\n", encoding="utf-8")
    assert typed_values.number_list(str(file)) == [12125550101, 12125550102]
    monkeypatch.setattr("sys.stdin", io.StringIO("2125550103\n"))
    assert typed_values.number_list("-") == [12125550103]
    monkeypatch.setattr("sys.stdin", io.StringIO("2125550103\n555-0101\n"))
    with pytest.raises(argparse.ArgumentTypeError, match="line 2 has no phone number") as refused:
        typed_values.number_list("-")
    assert "0101" not in str(refused.value)
    with pytest.raises(argparse.ArgumentTypeError, match="can't be read"):
        typed_values.number_list(str(tmp_path / "missing.txt"))


def test_a_list_of_names_is_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("\ufeffAna Diaz\n\n C-1 \n", encoding="utf-8")
    assert typed_values.line_list(str(file)) == ["Ana Diaz", "C-1"]
