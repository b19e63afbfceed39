"""Viewers for tests: by role, and one who may ask every question about some schools."""

from __future__ import annotations

from data.access import ROLES, Right, Viewer

SCHOOL_ROLE, HELP_DESK_ROLE = "school", "help desk"


class AskingEverything(Viewer):
    """A viewer with every right, whose answers are limited to schools by the SQL alone."""

    @property
    def rights(self) -> frozenset[Right]:
        """Every right, also with limited schools."""
        return frozenset(Right)


def limited_to(schools: tuple[str, ...] | None) -> Viewer:
    """Return a viewer who may ask everything, about these schools; None means all."""
    return AskingEverything("a tester", SCHOOL_ROLE, schools)


def in_role(role: str, schools: tuple[str, ...] | None = None) -> Viewer:
    """Return a viewer of a role, limited to schools if the role can be."""
    return Viewer("a person", role, None if ROLES[role].needs_all_schools else schools)
