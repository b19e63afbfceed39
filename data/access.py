"""Who is looking, and what each role may see: policy, no widgets."""

from __future__ import annotations

import getpass
from dataclasses import dataclass

ADMINISTRATOR = "administrator"
ROLES = (ADMINISTRATOR,)


@dataclass(frozen=True)
class Viewer:
    """A person asking questions.

    `schools` limits the families' schools that the person may see; None means all of them.
    """

    name: str = "an administrator"
    role: str = ADMINISTRATOR
    schools: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse a role that nobody has defined, so that a spelling mistake opens no door."""
        if self.role not in ROLES:
            raise ValueError(f"unknown role {self.role!r}; the roles are {', '.join(ROLES)}")

    @property
    def sees_everything(self) -> bool:
        """Whether rows that tell no school are shown to this person, and what concerns all schools done."""
        return self.schools is None

    def parameters(self) -> dict[str, object]:
        """The parameters by which every question is limited to this person's schools."""
        return {"schools_allowed": None if self.schools is None else list(self.schools)}


def account() -> str:
    """Who runs this program, where nobody says on whose behalf."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container may run under a number without a name
        return "an account without a name"
