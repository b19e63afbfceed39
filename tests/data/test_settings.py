"""The settings: one flat file, and a Problem that says how to correct it."""

from __future__ import annotations

import os
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from data import settings
from data.errors import Problem
from data.settings import DEFAULT_FILE, Answering, Settings

ROOT = Path(__file__).parents[2]


def _load(file: Path, text: str) -> Settings:
    file.write_text(text, encoding="utf-8")
    stamp = file.stat().st_mtime_ns + 1  # also where a clock is too coarse to tell two writes apart
    os.utime(file, ns=(stamp, stamp))
    return settings.load()


def _refused(file: Path, text: str) -> Problem:
    with pytest.raises(Problem) as error:
        _load(file, text)
    return error.value


def test_an_empty_file_leaves_every_default(district: Path, tmp_path: Path) -> None:
    loaded = _load(district, "")
    assert (loaded.timezone, loaded.region, loaded.opt_in_word, loaded.engine) == (
        "America/Chicago",
        "US",
        "Y",
        "duckdb",
    )
    assert loaded.short_code == "", "a short code is never invented"
    assert Path(loaded.logs).is_relative_to(tmp_path / "own")


def test_the_file_of_the_project_loads_and_holds_every_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISTRICT_TOML")
    loaded = settings.load()
    text = DEFAULT_FILE.read_text(encoding="utf-8")
    for field in fields(Settings):
        assert f"\n{field.name} = " in text or f"\n[{field.name}]" in text
    assert loaded.timezone == "America/Chicago"


def test_logs_are_outside_the_checkout_by_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DISTRICT_TOML")
    assert not Path(settings.load().logs).is_relative_to(ROOT)
    assert settings.load().logs.startswith(str(settings.own_folder()))


@pytest.mark.parametrize(
    ("setting", "logs"),
    [
        ("texts", "{beside}/texts"),
        ("../texts", "{above}/texts"),
        ("~/texts", "{home}/texts"),
        ("/srv/texts", "/srv/texts"),
        ("s3://bucket/texts", "s3://bucket/texts"),
        ("abfss://logs@account.example/texts", "abfss://logs@account.example/texts"),
    ],
)
def test_logs_may_be_a_folder_beside_the_file_or_an_address(
    setting: str, logs: str, district: Path
) -> None:
    expected = logs.format(beside=district.parent, above=district.parent.parent, home=Path.home())
    assert _load(district, f'logs = "{setting}"').logs == expected


def test_a_changed_file_is_read_again(district: Path) -> None:
    assert _load(district, 'name = "One"').name == "One"
    assert _load(district, 'name = "Two"').name == "Two"


def test_the_zone_is_the_one_named(district: Path) -> None:
    assert _load(district, 'timezone = "Pacific/Honolulu"').zone.key == "Pacific/Honolulu"


def test_holidays_are_dates_of_toml_or_texts(district: Path) -> None:
    text = 'holidays = [2026-12-25, "2026-11-26", 2026-12-25]'
    assert _load(district, text).holidays == (date(2026, 11, 26), date(2026, 12, 25))
    assert _load(district, "").holidays == ()


@pytest.mark.parametrize(
    "days", ['"2026-11-26"', '["Thanksgiving"]', "[2026-11-26T08:00:00]", "[20261126]"]
)
def test_holidays_that_are_no_dates_are_refused(days: str, district: Path) -> None:
    problem = _refused(district, f"holidays = {days}")
    assert "“holidays”" in problem.what_happened
    assert "2026-11-26" in problem.next_step


@pytest.mark.parametrize("key", ["color", "Timezone", "time_zone"])
def test_unknown_key_is_refused_with_the_known_ones(key: str, district: Path) -> None:
    problem = _refused(district, f'{key} = "x"')
    assert f"“{key}”" in problem.what_happened
    assert str(district) in problem.where
    assert all(field.name in problem.next_step for field in fields(Settings))


def test_value_that_is_not_text_is_refused(district: Path) -> None:
    problem = _refused(district, "short_code = 67587")
    assert "“short_code”" in problem.what_happened
    assert "text value" in problem.next_step


@pytest.mark.parametrize("zone", ["Chicago", "America", "CDT", "", "../../etc/passwd", "/etc/localtime"])
def test_unknown_zone_is_refused_with_an_example(zone: str, district: Path) -> None:
    problem = _refused(district, f'timezone = "{zone}"')
    assert "“timezone”" in problem.what_happened
    assert "America/Chicago" in problem.next_step


@pytest.mark.parametrize(
    ("key", "value"), [("region", "USA"), ("region", "us"), ("engine", "mysql"), ("engine", "sc://")]
)
def test_unknown_region_or_engine_is_refused_with_an_example(key: str, value: str, district: Path) -> None:
    problem = _refused(district, f'{key} = "{value}"')
    assert f"“{key}”" in problem.what_happened
    assert '"' in problem.next_step


def test_a_file_that_is_not_toml_is_refused_naming_the_line(district: Path) -> None:
    problem = _refused(district, 'name = "One"\ntimezone = America/Chicago\n')
    assert "line 2" in problem.what_happened
    assert "double quotes" in problem.next_step


def test_a_file_that_is_not_utf_8_is_refused(district: Path) -> None:
    district.write_bytes('name = "Cañon"'.encode("latin-1"))
    with pytest.raises(Problem, match="isn't valid TOML"):
        settings.load()


def test_byte_order_mark_is_ignored(district: Path) -> None:
    assert _load(district, '\ufeffname = "One"').name == "One"


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (tmp_path / "nowhere.toml", tmp_path):
        monkeypatch.setenv("DISTRICT_TOML", str(place))
        with pytest.raises(Problem) as error:
            settings.load()
        assert str(place) in error.value.where
        assert "DISTRICT_TOML" in error.value.next_step


APART = """
short_code = "67587"
[languages.es]
opt_in_word = "SI"
support = "la oficina"
[schools."Lincoln High"]
short_code = "68453"
support = "the school's office"
"""


def test_families_answer_as_the_district_says_by_default(district: Path) -> None:
    assert _load(district, APART).answering("Oak", "en") == Answering("67587", "Y", "your district office")
    assert _load(district, APART).answering(None, "so") == Answering("67587", "Y", "your district office")


def test_a_schools_own_way_to_answer_goes_before_that_of_a_language(district: Path) -> None:
    loaded = _load(district, APART)
    assert loaded.answering("Oak", "es") == Answering("67587", "SI", "la oficina")
    assert loaded.answering("Lincoln High", "es") == Answering("68453", "SI", "the school's office")


def test_every_word_for_yes_is_known_once(district: Path) -> None:
    assert _load(district, APART).opt_in_words == ("Y", "SI")
    assert _load(district, 'opt_in_word = ""').opt_in_words == ()


@pytest.mark.parametrize(
    "text",
    [
        "schools = 3",
        "[schools]\nOak = 1",
        "[schools.Oak]\nshort_code = 68453",
        '[schools.Oak]\nlogs = "elsewhere"',
        '[languages.es]\nword = "SI"',
    ],
)
def test_wrong_table_is_refused_with_an_example(text: str, district: Path) -> None:
    problem = _refused(district, text)
    assert "short_code" in problem.next_step
    assert str(district) in problem.where


def test_unknown_table_is_refused(district: Path) -> None:
    assert "“short_codes”" in _refused(district, '[short_codes]\nOak = "67588"').what_happened
