"""Every setting, its meaning and its default: data/district.toml read into one frozen object."""

from __future__ import annotations

import functools
import os
import shlex
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from platformdirs import user_data_path

from data.errors import Problem

DEFAULT_FILE = Path(__file__).with_name("district.toml")


@dataclass(frozen=True)
class Settings:
    """What one district has set.

    `logs` is the folder or address of the tables. Its default lies in the user's own data folder,
    outside the checkout, so that no real row can ever be committed. `on_failure` is a command that is
    told of files that could not be taken in (see data/on_failure.py).
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

    @property
    def zone(self) -> ZoneInfo:
        """The district's time zone."""
        return ZoneInfo(self.timezone)


def own_folder() -> Path:
    """The user's own data folder for the dashboard, where logs and sample logs lie by default."""
    return user_data_path("sms-reports", appauthor=False)


def load() -> Settings:
    """The settings of the file that DISTRICT_TOML names, or else of data/district.toml.

    Raises Problem for a file that is missing or not TOML, an unknown key, zone, region or engine.
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
    flat = {key: value for key, value in given.items() if not isinstance(value, dict)}
    known = {field.name for field in fields(Settings)}
    for key, value in flat.items():
        if key not in known or not isinstance(value, str):
            raise _fault(file, key, f"Known keys, each with a text value: {', '.join(sorted(known))}.")
    logs = flat.pop("logs", "") or str(own_folder() / "logs")
    if "://" not in logs:
        logs = str((file.parent / Path(logs).expanduser()).resolve())
    return _checked(Settings(**flat, logs=logs), file)


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
