"""The person who asks. Nobody is anybody by default: every caller says who it is."""

from __future__ import annotations

import getpass
from dataclasses import dataclass

from data.access.rights import ADMINISTRATOR, ROLES, TITLES, Right
from data.errors import Problem
from data.words.catalog import _


class NotAllowed(Problem):
    """A person asked for something that the role doesn't include."""

    def __init__(self, right: Right) -> None:
        """Say which right is missing."""
        super().__init__(
            _("Your role doesn't include the right to {right}.", right=_(TITLES[right])),
            next_step=_("If you need it, ask an administrator of the dashboard."),
        )
        self.right = right


@dataclass(frozen=True)
class Viewer:
    """A person who asks questions.

    `role` is a key of ROLES. `schools` are the schools whose families the person may see; None means every
    school.
    """

    name: str
    role: str
    schools: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for an undefined role, so that a spelling mistake grants no access."""
        if self.role not in ROLES:
            raise ValueError(f"unknown role {self.role!r}; the roles are {', '.join(ROLES)}")
        if self.schools is not None and ROLES[self.role].needs_all_schools:
            raise ValueError(f"the role {self.role!r} can't be limited to schools")

    @property
    def rights(self) -> frozenset[Right]:
        """The rights of the role, and the one to see all schools if none is left out."""
        everywhere = {Right.SEE_ALL_SCHOOLS} if self.schools is None else set()
        return ROLES[self.role].rights | everywhere

    def may(self, *rights: Right) -> bool:
        """Return whether the person has all of these rights."""
        return self.rights >= set(rights)

    def require(self, *rights: Right) -> None:
        """Raise NotAllowed for the first of these rights that the person hasn't."""
        for right in rights:
            if not self.may(right):
                raise NotAllowed(right)

    def parameters(self) -> dict[str, object]:
        """Return the query parameters that limit every question to this person and these schools."""
        schools = None if self.schools is None else list(self.schools)
        names_allowed = self.may(Right.SEE_NAMES)
        return {"schools_allowed": schools, "viewer_name": self.name, "names_allowed": names_allowed}


def person_at_machine() -> Viewer:
    """Return the person who runs this program with the account that owns the data: an administrator.

    It is who asks on the command line, and who opens a dashboard without sign-in on the same machine.
    """
    return Viewer(account(), ADMINISTRATOR)


def account() -> str:
    """Return the account that runs this program, for imports without a person's name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container may run as a user id without a name
        return "an account without a name"
