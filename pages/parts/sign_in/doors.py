"""The two doors: who opened a page, and who sent a request. Nobody else decides who a person is."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import Response

from data.access import NotAllowed, Viewer, needs, person_at_machine
from data.access.access_file import Identity
from data.errors import Problem
from data.words.catalog import N_, _
from pages.parts.frame import errors
from pages.parts.sign_in import sign_in_setup, streamlit_auth
from pages.parts.sign_in.standing import Absence, identity_in, viewer_in
from pages.parts.web import answers

EndpointOfViewer: TypeAlias = Callable[[Request, Viewer], Awaitable[Response]]
SENTENCES = {
    Absence.NOT_SIGNED_IN: N_("You aren't signed in. Open the dashboard and sign in."),
    Absence.SIGNED_OUT: N_("You signed out. Open the dashboard and sign in again."),
    Absence.EXPIRED: N_("Your session has ended. Open the dashboard and sign in again."),
    Absence.NO_ADDRESS: N_("Your sign-in doesn't confirm an email address, so we can't tell who you are."),
    Absence.UNKNOWN: N_("You aren't on the access list of this dashboard."),
}
FORBIDDEN = (Absence.NO_ADDRESS, Absence.UNKNOWN)  # signing in again wouldn't help


def standing_of_session() -> Viewer | Absence:
    """Return who opened this page, or why nobody did. Raises Problem if that can't be found out."""
    if not sign_in_setup.is_on():
        return person_at_machine()
    return viewer_in(streamlit_auth.claims_of_session())


def standing_of_request(request: HTTPConnection) -> Viewer | Absence:
    """Return who sent a request, or why nobody did. Raises Problem if that can't be found out."""
    if not sign_in_setup.is_on():
        return person_at_machine()
    return viewer_in(streamlit_auth.claims_of_cookies(request.cookies))


def viewer_of_session() -> Viewer | None:
    """Return who opened this page; None if nobody is signed in, or the access file doesn't name them."""
    standing = standing_of_session()
    return standing if isinstance(standing, Viewer) else None


def viewer_of_request(request: HTTPConnection) -> Viewer | None:
    """Return who sent a request; None if nobody is signed in, or the access file doesn't name them."""
    standing = standing_of_request(request)
    return standing if isinstance(standing, Viewer) else None


def is_still(viewer: Viewer) -> bool:
    """Return whether the person of this page is still this viewer: not signed out, and with these rights.

    A part that Streamlit draws alone keeps the viewer that its page was drawn for. Raises Problem if that
    can't be found out.
    """
    return viewer_of_session() == viewer


def identity_of_session() -> Identity | None:
    """Return who is signed in on this page, whatever the access file says; None without a session."""
    return _identity(streamlit_auth.claims_of_session())


def identity_of_request(request: HTTPConnection) -> Identity | None:
    """Return who is signed in by a request's cookies, whatever the access file says; None if nobody is."""
    return _identity(streamlit_auth.claims_of_cookies(request.cookies))


def refusal(absence: Absence) -> Response:
    """Return the answer to a request that nobody may send: 401 before a sign-in, 403 after one."""
    return answers.sentence(_(SENTENCES[absence]), 403 if absence in FORBIDDEN else 401)


def for_viewer(route: str) -> Callable[[EndpointOfViewer], Callable[[Request], Awaitable[Response]]]:
    """Make an endpoint that takes a viewer one of a route: it answers nobody without the route's rights.

    `route` is its name in data/access/needs.py. What goes wrong in the endpoint is answered in a sentence.
    """
    rights = needs.ROUTES[route] or ()

    def decorate(endpoint: EndpointOfViewer) -> Callable[[Request], Awaitable[Response]]:
        @functools.wraps(endpoint)
        async def answer(request: Request) -> Response:
            standing = await run_in_threadpool(viewer_or_refusal, request)
            if not isinstance(standing, Viewer):
                return standing
            try:
                standing.require(*rights)
                return await endpoint(request, standing)
            except NotAllowed as refusal:
                return answers.sentence(str(refusal), 403)
            except Problem as problem:
                return answers.sentence(str(problem), 503)
            except ClientDisconnect:
                return Response(status_code=204)  # nobody reads it
            except Exception as error:  # noqa: BLE001 - its text may hold a number, so only its place is logged
                errors.log_unexpected(error)
                return answers.sentence(_(answers.UNEXPECTED), 500)

        return answer

    return decorate


def viewer_or_refusal(request: HTTPConnection) -> Viewer | Response:
    """Return who sent a request, or the answer to it."""
    try:
        standing = standing_of_request(request)
    except Problem as problem:  # its place is nobody's business who isn't signed in
        return answers.sentence(problem.what_happened, 503)
    return standing if isinstance(standing, Viewer) else refusal(standing)


def _identity(claims: streamlit_auth.Claims) -> Identity | None:
    identity = identity_in(claims)
    return identity if isinstance(identity, Identity) else None
