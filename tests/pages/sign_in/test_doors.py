"""The doors: who a page and a request are of, and what everybody else is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.requests import Request

from data.access import Viewer, person_at_machine
from data.access.access_file import Identity
from data.errors import Problem
from pages.parts.sign_in import doors, ended_sessions, streamlit_auth
from pages.parts.sign_in.standing import Absence
from tests.signing_in import ADMINISTRATOR, PRINCIPAL, STRANGER, cookie, write_access

KEYCLOAK_GROUP = "/Help desk"


def request(header: str = "") -> Request:
    """Return a request with a Cookie header."""
    return Request({"type": "http", "headers": [(b"cookie", header.encode("latin-1"))]})


def test_without_a_sign_in_everybody_here_is_the_person_at_the_machine() -> None:
    assert doors.viewer_of_request(request()) == person_at_machine()
    assert doors.viewer_of_session() == person_at_machine()
    assert doors.identity_of_request(request()) is None


@pytest.mark.usefixtures("signing_in")
def test_a_request_is_of_whom_the_access_file_names() -> None:
    assert doors.viewer_of_request(request(cookie())) == Viewer(ADMINISTRATOR, "administrator")
    principal = doors.viewer_of_request(request(cookie(PRINCIPAL)))
    assert principal == Viewer(PRINCIPAL, "school", ("Lincoln High",))
    helper = doors.viewer_of_request(request(cookie(STRANGER, groups=[KEYCLOAK_GROUP])))
    assert helper == Viewer(STRANGER, "help desk")


@pytest.mark.usefixtures("signing_in")
@pytest.mark.parametrize(
    ("header", "absence", "status"),
    [
        ("", Absence.NOT_SIGNED_IN, 401),
        ("_streamlit_user=x", Absence.NOT_SIGNED_IN, 401),
        (lambda: cookie(hours_ago=12.01), Absence.EXPIRED, 401),
        (lambda: cookie(hours_ago=-1), Absence.EXPIRED, 401),
        (lambda: cookie(iat=None), Absence.EXPIRED, 401),
        (lambda: cookie(email_verified=False), Absence.NO_ADDRESS, 403),
        (lambda: cookie(STRANGER), Absence.UNKNOWN, 403),
        (lambda: cookie(STRANGER, groups=["Nobody's"]), Absence.UNKNOWN, 403),
    ],
)
def test_everybody_else_is_told_why_and_is_nobody(header: object, absence: Absence, status: int) -> None:
    own = request(header() if callable(header) else str(header))
    assert doors.standing_of_request(own) is absence
    assert doors.viewer_of_request(own) is None
    assert doors.refusal(absence).status_code == status


@pytest.mark.usefixtures("signing_in")
def test_a_session_lasts_up_to_its_age_and_not_beyond_the_sign_out() -> None:
    own = cookie(hours_ago=11.9)
    assert doors.viewer_of_request(request(own))
    assert doors.identity_of_request(request(own)) == Identity(ADMINISTRATOR)
    ended_sessions.end(streamlit_auth.claims_of_cookies(request(own).cookies))
    assert doors.standing_of_request(request(own)) is Absence.SIGNED_OUT
    assert doors.identity_of_request(request(own)) is None
    assert doors.viewer_of_request(request(cookie(hours_ago=0.5)))


def test_the_age_of_sessions_is_a_setting(signing_in: Path) -> None:
    write_access(signing_in, more='session_hours = "1"\n')
    assert doors.standing_of_request(request(cookie(hours_ago=1.01))) is Absence.EXPIRED
    assert doors.viewer_of_request(request(cookie(hours_ago=0.9)))


@pytest.mark.parametrize("hours", ["0", "-1", "721", "x", "1.5", ""])
def test_an_age_that_is_none_lets_nobody_in(signing_in: Path, hours: str) -> None:
    write_access(signing_in, more=f'session_hours = "{hours}"\n')
    with pytest.raises(Problem, match="session_hours"):
        doors.viewer_of_request(request(cookie()))


def test_a_change_of_the_access_file_counts_for_the_next_request(signing_in: Path) -> None:
    own = request(cookie())
    assert doors.viewer_of_request(own)
    write_access(signing_in, f'[[people]]\nwho = "{ADMINISTRATOR}"\nrole = "totals only"\n')
    assert doors.viewer_of_request(own) == Viewer(ADMINISTRATOR, "totals only")
    write_access(signing_in, "")
    assert doors.standing_of_request(own) is Absence.UNKNOWN


def test_an_access_file_that_is_gone_lets_nobody_in_and_its_place_stays_here(signing_in: Path) -> None:
    (signing_in / "access.toml").unlink()
    answer = doors.viewer_or_refusal(request(cookie()))
    assert not isinstance(answer, Viewer)
    assert answer.status_code == 503
    assert bytes(answer.body) == b"The access file is missing, so nobody can see anything."
