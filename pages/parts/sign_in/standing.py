"""What a person may be here: a viewer of the access file, or why not."""

from __future__ import annotations

import time
from enum import Enum, auto

from data import settings
from data.access import Viewer
from data.access.access_file import Identity, viewer_of
from data.record import access_changes
from pages.parts.sign_in import claims as claims_of_token
from pages.parts.sign_in import ended_sessions
from pages.parts.sign_in.streamlit_auth import Claims

AHEAD_SECONDS = 300  # so much may the provider's clock be ahead of ours


class Absence(Enum):
    """Why a person is no viewer."""

    NOT_SIGNED_IN = auto()
    SIGNED_OUT = auto()
    EXPIRED = auto()
    NO_ADDRESS = auto()  # the provider vouches for no email address
    UNKNOWN = auto()  # signed in, but not in the access file


def identity_in(claims: Claims) -> Identity | Absence:
    """Return who a person with these claims is, while the session lasts.

    Raises Problem if the settings or the ended sessions can't be read.
    """
    if not claims:
        return Absence.NOT_SIGNED_IN
    at = claims_of_token.signed_in_at(claims)
    age = None if at is None else time.time() - at
    if age is None or not -AHEAD_SECONDS <= age < settings.load().session_seconds:
        return Absence.EXPIRED
    if ended_sessions.is_ended(claims):
        return Absence.SIGNED_OUT
    return claims_of_token.identity(claims) or Absence.NO_ADDRESS


def viewer_in(claims: Claims) -> Viewer | Absence:
    """Return the viewer that the access file makes of a person with these claims, as it is now.

    Raises Problem as `identity_in` does, and if the access file can't be read or its change be recorded.
    """
    identity = identity_in(claims)
    if isinstance(identity, Absence):
        return identity
    viewer = viewer_of(identity)  # first, since it says what is wrong with the access file
    access_changes.note()
    return viewer or Absence.UNKNOWN
