"""Every setting, its meaning and its default: data/district.toml read into one frozen object."""

from __future__ import annotations

import functools
import os
import shlex
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from platformdirs import user_data_path

from data import setting_values
from data.errors import Problem
from data.setting_values import HOLIDAYS, KEEP_MONTHS, KEPT, invalid
from data.words.catalog import _

TABLES = ("schools", "languages")  # what differs for one of them
LOG_FORMATS = ("text", "json")
LEAST_TOKEN = 24  # letters of a token
MOST_OPT_OUT_DAYS = 60
MOST_SESSION_HOURS = 720  # 30 days, for which Streamlit's cookie lasts
DEFAULT_FILE = Path(__file__).with_name("district.toml")


@dataclass(frozen=True)
class Answering:
    """The way a family answers: the number to text, the word for yes, and the support."""

    short_code: str
    opt_in_word: str
    support: str


ANSWERING = tuple(one.name for one in fields(Answering))  # what a school or a language may have of its own


@dataclass(frozen=True)
class Settings:
    """The settings of one district.

    `logs` is the folder or address of the tables. Its default is in the user's own data folder, outside the
    checkout, so that no real row can be committed. `formats` is the folder of the district's own formats,
    and `record` that of the record of who did what, by default beside the logs. `access` is the file that
    says who may see what (see data/access/access_file.py), and `session_hours` how long a sign-in lasts.
    `hosts` are the names by which browsers on other machines reach the dashboard, separated by spaces.
    `on_failure` is a command that runs when an import goes wrong (see data/jobs/on_failure.py).
    `log_format` is text or json, and `metrics_token` lets a monitor read /metrics. `schools` and
    `languages` hold their own Answering. `keep_months` says for how many months rows are kept, forever if
    it is 0, and `forget_expired` whether `python -m data import` deletes the others ("yes", "no").
    `opt_out_days` are the business days after which an opt-out that an office entered, and the messaging
    service doesn't have, is overdue. `holidays` are no business days.
    """

    name: str = "School district"
    timezone: str = "America/Chicago"
    region: str = "US"
    short_code: str = ""
    opt_in_word: str = "Y"
    support: str = "your district office"
    logs: str = ""
    formats: str = ""
    record: str = ""
    engine: str = setting_values.DUCKDB
    on_failure: str = ""
    hosts: str = ""
    access: str = ""
    session_hours: str = "12"
    log_format: str = "text"
    metrics_token: str = ""
    forget_expired: str = "no"
    opt_out_days: str = "5"
    holidays: tuple[date, ...] = ()
    keep_months: Mapping[str, int] = field(default_factory=lambda: {**KEEP_MONTHS})
    schools: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    languages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def answering(self, school: str | None, language: str) -> Answering:
        """Return how families of a school answer in a language, by its key. A school's own values win."""
        own = Answering(self.short_code, self.opt_in_word, self.support)
        return replace(own, **{**self.languages.get(language, {}), **self.schools.get(school or "", {})})

    @property
    def opt_in_words(self) -> tuple[str, ...]:
        """Every word by which a family of any school or language opts in."""
        others = (*self.schools.values(), *self.languages.values())
        words = (self.opt_in_word, *(other.get("opt_in_word", "") for other in others))
        return tuple(dict.fromkeys(word for word in words if word))

    @property
    def session_seconds(self) -> int:
        """How long a sign-in lasts, in seconds."""
        return int(self.session_hours) * 3600

    @property
    def zone(self) -> ZoneInfo:
        """The district's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def is_on_duckdb(self) -> bool:
        """Whether DuckDB answers all questions, and no other engine is set."""
        return self.engine == setting_values.DUCKDB


def own_folder() -> Path:
    """Return the user's own data folder for the dashboard, the default place of logs and sample logs."""
    return user_data_path("sms-reports", appauthor=False)


def sample_folder() -> Path:
    """Return the folder of the sample logs of every version."""
    return own_folder() / "sample-logs"


def spill_folder() -> Path:
    """Return the folder, for this account alone, of what doesn't fit into a database's memory."""
    folder = own_folder() / "spilled"
    with suppress(OSError):  # most databases fit; one that doesn't says that the folder can't be made
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def file() -> Path:
    """Return the settings file: the one that DISTRICT_TOML names, or else data/district.toml."""
    return Path(os.environ.get("DISTRICT_TOML") or DEFAULT_FILE)


def load() -> Settings:
    """Return the settings of the district's file.

    Raises Problem if the file is missing or not TOML, or for an unknown key, table, zone, region or engine.
    """
    current = file()
    if not current.is_file():
        raise Problem(
            _("The settings file is missing."),
            where=str(current),
            next_step=_("Create it (data/district.toml is an example), or unset DISTRICT_TOML."),
        )
    return _read(current, current.stat().st_mtime_ns)


@functools.lru_cache(maxsize=8)
def _read(file: Path, _changed_at: int) -> Settings:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(
            _("The settings file isn't valid TOML: {error}.", error=str(error)),
            where=str(file),
            next_step=_("Correct that line. Text values need double quotes."),
        ) from None
    schools, languages = (_table(file, name, values.pop(name, {})) for name in TABLES)
    kept = setting_values.months(file, values.pop(KEPT, {}))
    holidays = setting_values.holidays(file, values.pop(HOLIDAYS, []))
    keys = {one.name for one in fields(Settings)} - {*TABLES, KEPT, HOLIDAYS}
    for key, value in values.items():
        if key not in keys or not isinstance(value, str):
            step = _(
                "Settings with a text value: {keys}. Tables: {tables}. Lists of dates: {lists}.",
                keys=", ".join(sorted(keys)),
                tables=", ".join((*TABLES, KEPT)),
                lists=HOLIDAYS,
            )
            raise invalid(file, key, step)
    logs = values.pop("logs", "") or str(own_folder() / "logs")
    if "://" in logs:
        setting_values.require_no_keys(file, "logs", logs)
    else:
        logs = str((file.parent / Path(logs).expanduser()).resolve())
    folders = {
        name: str((file.parent / Path(values.pop(name, "") or _beside(logs, name)).expanduser()).resolve())
        for name in ("formats", "record")
    }
    access = values.pop("access", "")
    if access:
        access = str((file.parent / Path(access).expanduser()).resolve())
    tables: dict[str, Any] = {"schools": schools, "languages": languages, KEPT: kept, HOLIDAYS: holidays}
    texts: dict[str, Any] = {**values, **folders, "logs": logs, "access": access}
    own = Settings(**texts, **tables)
    return _checked(own, file)


def _beside(logs: str, name: str) -> str:
    """Return the folder of that name beside the logs; for logs at an address, in the user's own folder."""
    return str((own_folder() if "://" in logs else Path(logs).parent) / name)


def _table(file: Path, name: str, tables: object) -> dict[str, dict[str, str]]:
    """Return the tables of schools or languages. Raises Problem if they hold anything but Answering."""
    step = _(
        'Write [{table}."…"] above lines such as: short_code = "67587". Allowed keys: {keys}.',
        table=name,
        keys=", ".join(ANSWERING),
    )
    if not isinstance(tables, dict):
        raise invalid(file, name, step)
    for key, table in tables.items():
        values = table.items() if isinstance(table, dict) else [("", None)]
        if any(one not in ANSWERING or not isinstance(value, str) for one, value in values):
            raise invalid(file, f"{name}.{key}", step)
    return tables


def _checked(settings: Settings, file: Path) -> Settings:
    try:
        settings.zone.utcoffset(None)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise invalid(file, "timezone", _('Use an IANA name, such as "America/Chicago".')) from None
    if settings.region not in phonenumbers.SUPPORTED_REGIONS:
        raise invalid(file, "region", _('Use a two-letter region, such as "US".'))
    if not setting_values.is_whole(settings.session_hours, MOST_SESSION_HOURS):
        step = _("Write hours, from 1 to {most}, in quotes.", most=MOST_SESSION_HOURS)
        raise invalid(file, "session_hours", step)
    if not setting_values.is_whole(settings.opt_out_days, MOST_OPT_OUT_DAYS):
        step = _("Write a number of business days from 1 to {most}, in quotes.", most=MOST_OPT_OUT_DAYS)
        raise invalid(file, "opt_out_days", step)
    try:
        shlex.split(settings.on_failure)
    except ValueError:
        step = _("Write a command with its arguments, and close every quote.")
        raise invalid(file, "on_failure", step) from None
    if settings.log_format not in LOG_FORMATS:
        raise invalid(file, "log_format", _('Write "text" or "json".'))
    if 0 < len(settings.metrics_token) < LEAST_TOKEN:
        step = _("Write at least {number} letters and digits that nobody can guess.", number=LEAST_TOKEN)
        raise invalid(file, "metrics_token", step)
    if settings.forget_expired not in ("yes", "no"):
        raise invalid(file, "forget_expired", _('Write "yes" or "no".'))
    if not setting_values.is_engine(settings.engine):
        step = _(
            'Write "duckdb", or the address of a Spark Connect server, such as "sc://localhost:15002".'
        )
        raise invalid(file, "engine", step)
    return settings
