"""The viewer of the data, and the rights of each role."""

from __future__ import annotations

import getpass
from dataclasses import dataclass

ADMINISTRATOR = "administrator"
ROLES = (ADMINISTRATOR,)


@dataclass(frozen=True)
class Viewer:
    """A person who asks questions.

    `schools` are the schools whose families the person may see; None means every school.
    """

    name: str = "an administrator"
    role: str = ADMINISTRATOR
    schools: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for an undefined role, so that a spelling mistake grants no access."""
        if self.role not in ROLES:
            raise ValueError(f"unknown role {self.role!r}; the roles are {', '.join(ROLES)}")

    @property
    def sees_everything(self) -> bool:
        """Return whether this person may see rows without a school and change every school's data."""
        return self.schools is None

    def parameters(self) -> dict[str, object]:
        """Return the query parameters that limit every question to this person's schools."""
        return {"schools_allowed": None if self.schools is None else list(self.schools)}


def account() -> str:
    """Return the account that runs this program, for imports without a person's name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container may run as a user id without a name
        return "an account without a name"
