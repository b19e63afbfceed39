"""The access file: people and groups, their role, and the schools whose families they may see.

    [[people]]
    who = "principal@example.org"      # or group = "Front offices"
    role = "school"                    # administrator, school, help desk or totals only
    schools = ["Lincoln High"]         # left out: all

The setting `access` names it. It is read again whenever it changes. An entry with a person's own email
address wins over those of groups. Of several groups, the first one in the file sets the role, and the
schools of all groups with that role are joined.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data import settings
from data.access.rights import ROLES
from data.access.viewer import Viewer
from data.errors import Problem
from data.words.catalog import _

KEYS = frozenset({"who", "group", "role", "schools"})


@dataclass(frozen=True)
class Identity:
    """A person as a sign-in states it: the email address in lower case, and the names of groups."""

    who: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """An entry of the access file, for a person (`who`) or for a group; the other one is empty."""

    who: str
    group: str
    role: str
    schools: tuple[str, ...] | None

    def is_of(self, identity: Identity) -> bool:
        """Return whether it applies to a person."""
        return self.who == identity.who if self.who else self.group in identity.groups


def file() -> Path | None:
    """Return the access file that the settings name; None if they name none."""
    named = settings.load().access
    return Path(named) if named else None


def entries() -> tuple[Entry, ...]:
    """Return the entries in the order of the file.

    Raises Problem if there is no file or it can't be read: then nobody may see anything.
    """
    current = file()
    if current is None:
        raise Problem(
            _("Sign-in is on, but no access file says who may see what."),
            next_step=_("Name one in the setting “access”. docs/access.md shows how to write it."),
        )
    try:
        changed_at = current.stat().st_mtime_ns
    except OSError:
        raise Problem(
            _("The access file is missing, so nobody can see anything."),
            where=str(current),
            next_step=_("Put it back, or correct the setting “access”."),
        ) from None
    return _read(current, changed_at)


def viewer_of(identity: Identity) -> Viewer | None:
    """Return the viewer that the access file makes of a person; None if it doesn't name the person.

    Raises Problem as `entries` does.
    """
    own = [entry for entry in entries() if entry.is_of(identity)]
    if not own:
        return None
    first = next((entry for entry in own if entry.who), own[0])
    alike = (
        [entry for entry in own if not entry.who and entry.role == first.role] if first.group else [first]
    )
    limits = [entry.schools for entry in alike]
    joined = [school for schools in limits for school in schools or ()]
    return Viewer(
        identity.who or first.group, first.role, None if None in limits else tuple(dict.fromkeys(joined))
    )


def named(person: str) -> Viewer:
    """Return the viewer that the access file makes of an email address or, without one, of a group.

    Raises Problem if it has neither, and as `entries` does.
    """
    viewer = viewer_of(Identity(person.strip().lower())) or viewer_of(Identity("", (person,)))
    if viewer is None:
        raise Problem(
            _("The access file has no such person or group, so the dashboard shows them nothing."),
            where=str(file()),
            next_step=_("Check the spelling, or add the person to the access file."),
        )
    return viewer


@functools.lru_cache(maxsize=8)
def _read(current: Path, _changed_at: int) -> tuple[Entry, ...]:
    try:
        values = tomllib.loads(current.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise Problem(
            _("The access file can't be read, so nobody can see anything: {error}.", error=str(error)),
            where=str(current),
            next_step=_("Correct that line. Text values need double quotes."),
        ) from None
    people = values.pop("people", [])
    if values or not isinstance(people, list) or not all(isinstance(one, dict) for one in people):
        raise _invalid(current, 0, _("Write one [[people]] for each person or group, and nothing else."))
    return tuple(_entry(current, place, one) for place, one in enumerate(people, start=1))


def _entry(current: Path, place: int, values: dict[str, Any]) -> Entry:
    who, group, role = (values.get(key, "") for key in ("who", "group", "role"))
    schools = values.get("schools")
    if not all(isinstance(text, str) for text in (who, group, role)) or bool(who) == bool(group):
        raise _invalid(current, place, _("Give it either “who” (an email address) or “group”."))
    if set(values) - KEYS:
        raise _invalid(current, place, _("Its keys can be: {keys}.", keys=", ".join(sorted(KEYS))))
    if role not in ROLES:
        raise _invalid(current, place, _("Its role must be one of: {roles}.", roles=", ".join(ROLES)))
    if schools is not None and not (isinstance(schools, list) and all(isinstance(s, str) for s in schools)):
        raise _invalid(current, place, _('Write schools as a list: ["Lincoln High", "Grant Elementary"].'))
    if schools is not None and ROLES[role].needs_all_schools:
        step = _(
            "An administrator changes the data of every school. Leave “schools” out, or change the role."
        )
        raise _invalid(current, place, step)
    return Entry(who.strip().lower(), group, role, None if schools is None else tuple(schools))


def _invalid(current: Path, place: int, next_step: str) -> Problem:
    return Problem(
        _("The access file has an entry that can't be used, so nobody can see anything."),
        where=_("{file}, entry {place}", file=str(current), place=place) if place else str(current),
        next_step=next_step,
    )
