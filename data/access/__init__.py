"""Who may see and do what: rights, roles, viewers, the access file, and masked values."""

from data.access.rights import ROLES, TITLES, Right, Role
from data.access.viewer import NotAllowed, Viewer, account, person_at_machine

__all__ = ["ROLES", "TITLES", "NotAllowed", "Right", "Role", "Viewer", "account", "person_at_machine"]
