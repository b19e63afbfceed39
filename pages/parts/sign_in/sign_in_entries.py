"""What the record holds of sign-ins: who got in, who was refused and why, and who signed out."""

from __future__ import annotations

from data import record
from data.access import Viewer
from data.errors import Problem
from data.words.catalog import N_, _
from pages.parts.frame import errors
from pages.parts.sign_in import ended_sessions
from pages.parts.sign_in.standing import Absence, viewer_in
from pages.parts.sign_in.streamlit_auth import Claims

REASONS = {
    Absence.UNKNOWN: N_("Not in the access file."),
    Absence.NO_ADDRESS: N_("The sign-in doesn't confirm the email address."),
    Absence.EXPIRED: N_("The sign-in states another time than now."),
    Absence.SIGNED_OUT: N_("The session had ended."),
}
LATER = (Absence.UNKNOWN, Absence.NO_ADDRESS)  # what happens to sessions that go on
_written: set[tuple[str, Absence]] = set()  # the refusals that this server has recorded


def write_sign_in(claims: Claims) -> None:
    """Record that a person signed in, or was refused.

    Raises Problem if that can't be recorded or found out. Then nobody may get in.
    """
    standing = viewer_in(claims)
    provider = str(claims.get("provider", ""))
    if isinstance(standing, Viewer):
        record.write(standing, "sign_in", about=provider)
    elif standing in REASONS:
        _write_refusal(claims, standing)


def note_refusal(claims: Claims) -> None:
    """Record that a person who is signed in was refused: once for each session and reason.

    A page that draws itself again every few seconds would otherwise fill the record.
    """
    try:
        standing = viewer_in(claims)
        if standing in LATER and (ended_sessions.key(claims), standing) not in _written:
            _write_refusal(claims, standing)
    except Problem as problem:
        errors.LOG.error("A refusal couldn't be recorded: %s", problem.what_happened)


def end_session(claims: Claims) -> None:
    """End a session, and record who signed out. It ends in any case, also if that can't be recorded."""
    try:
        standing = viewer_in(claims)
    except Problem:
        standing = Absence.UNKNOWN
    if not ended_sessions.end(claims) or standing in (Absence.EXPIRED, Absence.SIGNED_OUT):
        return
    try:
        who = standing if isinstance(standing, Viewer) else _address(claims)
        record.write(who, "sign_out", about=str(claims.get("provider", "")))
    except Problem as problem:
        errors.LOG.error("A sign-out couldn't be recorded: %s", problem.what_happened)


def _write_refusal(claims: Claims, absence: Absence) -> None:
    provider = str(claims.get("provider", ""))
    record.write(_address(claims), "refused", _(REASONS[absence]), about=provider)
    _written.add((ended_sessions.key(claims), absence))


def _address(claims: Claims) -> str:
    """Return what the provider calls a person whose address it may not vouch for."""
    return str(claims.get("email") or claims.get("preferred_username") or claims.get("sub") or "")
