"""Every setting, its meaning and its default: data/district.toml read into one frozen object."""

from __future__ import annotations

import functools
import os
import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from platformdirs import user_data_path

from data.errors import Problem

APART = ("schools", "languages")  # tables of what differs for one of them
TABLES = f"Known tables: {', '.join(APART)}."
DEFAULT_FILE = Path(__file__).with_name("district.toml")


@dataclass(frozen=True)
class Answering:
    """How a family answers: the number that it texts, the word for yes, and whom it asks."""

    short_code: str
    opt_in_word: str
    support: str


ANSWERING = tuple(one.name for one in fields(Answering))  # what a school or a language may have of its own


@dataclass(frozen=True)
class Settings:
    """What one district has set.

    `logs` is the folder or address of the tables. Its default lies in the user's own data folder,
    outside the checkout, so that no real row can ever be committed. `on_failure` is a command that is
    told of files that could not be taken in (see data/jobs/on_failure.py). `schools` and `languages`
    hold what differs there of how families answer (see Answering).
    """

    name: str = "School district"
    timezone: str = "America/Chicago"
    region: str = "US"
    short_code: str = ""
    opt_in_word: str = "Y"
    support: str = "your district office"
    logs: str = ""
    engine: str = "duckdb"
    on_failure: str = ""
    schools: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    languages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def answering(self, school: str | None, language: str) -> Answering:
        """How families of a school answer in a language, by its key; what a school has of its own wins."""
        own = Answering(self.short_code, self.opt_in_word, self.support)
        return replace(own, **{**self.languages.get(language, {}), **self.schools.get(school or "", {})})

    @property
    def opt_in_words(self) -> tuple[str, ...]:
        """Every word by which a family of any school or language opts in."""
        others = (*self.schools.values(), *self.languages.values())
        words = (self.opt_in_word, *(other.get("opt_in_word", "") for other in others))
        return tuple(dict.fromkeys(word for word in words if word))

    @property
    def zone(self) -> ZoneInfo:
        """The district's time zone."""
        return ZoneInfo(self.timezone)


def own_folder() -> Path:
    """The user's own data folder for the dashboard, where logs and sample logs lie by default."""
    return user_data_path("sms-reports", appauthor=False)


def load() -> Settings:
    """The settings of the file that DISTRICT_TOML names, or else of data/district.toml.

    Raises Problem for a file that is missing or not TOML, an unknown key or table, zone, region or engine.
    """
    file = Path(os.environ.get("DISTRICT_TOML") or DEFAULT_FILE)
    if not file.is_file():
        raise Problem(
            "The settings file is missing.",
            where=str(file),
            next_step="Create it (data/district.toml is an example), or unset DISTRICT_TOML.",
        )
    return _read(file, file.stat().st_mtime_ns)


@functools.lru_cache(maxsize=8)
def _read(file: Path, _changed_at: int) -> Settings:
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Problem(
            f"The settings file is not valid TOML: {fault}.",
            where=str(file),
            next_step="Mend that line; text values stand in double quotes.",
        ) from None
    schools, languages = (_apart(file, name, given.pop(name, {})) for name in APART)
    known = {one.name for one in fields(Settings)} - set(APART)
    for key, value in given.items():
        if key not in known or not isinstance(value, str):
            raise _fault(
                file, key, f"Known keys, each with a text value: {', '.join(sorted(known))}. {TABLES}"
            )
    logs = given.pop("logs", "") or str(own_folder() / "logs")
    if "://" not in logs:
        logs = str((file.parent / Path(logs).expanduser()).resolve())
    return _checked(Settings(**given, schools=schools, languages=languages, logs=logs), file)


def _apart(file: Path, name: str, tables: object) -> dict[str, dict[str, str]]:
    """The tables of schools or languages. Raises Problem where they hold anything but Answering."""
    example = f'Write [{name}."…"] above lines such as: short_code = "67587".'
    if not isinstance(tables, dict):
        raise _fault(file, name, example)
    for key, table in tables.items():
        given = table.items() if isinstance(table, dict) else [("", None)]
        if any(one not in ANSWERING or not isinstance(value, str) for one, value in given):
            raise _fault(file, f"{name}.{key}", f"{example} Known are: {', '.join(ANSWERING)}.")
    return tables


def _checked(settings: Settings, file: Path) -> Settings:
    try:
        settings.zone.utcoffset(None)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _fault(file, "timezone", 'Give an IANA name, such as "America/Chicago".') from None
    if settings.region not in phonenumbers.SUPPORTED_REGIONS:
        raise _fault(file, "region", 'Give a two-letter region, such as "US".')
    try:
        shlex.split(settings.on_failure)
    except ValueError:
        step = "Write it as a command with its arguments, and close every quote."
        raise _fault(file, "on_failure", step) from None
    if settings.engine != "duckdb":
        raise _fault(file, "engine", 'The one engine is "duckdb".')
    return settings


def _fault(file: Path, key: str, next_step: str) -> Problem:
    return Problem(
        f"The setting '{key}' is not one that the dashboard can use.",
        where=f"{file}, key '{key}'",
        next_step=next_step,
    )
