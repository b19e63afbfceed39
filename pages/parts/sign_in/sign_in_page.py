"""What a person sees who is no viewer, the links to sign in and out, and the name beside the pages.

They are links, not Streamlit's buttons: a tab without a viewer can only ask for a page to be drawn (see
sign_in_check.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

import streamlit as st
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data import settings
from data.access import ROLES, Viewer
from data.errors import Problem
from data.words.catalog import N_, _
from pages.parts.draw import formatting, html
from pages.parts.draw.html import Markup
from pages.parts.frame import errors
from pages.parts.sign_in import doors, sign_in_setup, streamlit_auth
from pages.parts.sign_in.standing import Absence
from pages.parts.web import answers
from pages.parts.web.base_path import base_path

URL = "/sign_in"
PERSON = Markup('<div class="sms person"><p>{}</p><p>{}</p><p><a href="{}" target="_self">{}</a></p></div>')
NO_PROVIDER = N_("The dashboard has no such sign-in. Open the dashboard itself.")


class Link(NamedTuple):
    """A link of the page: where it leads, and its label."""

    url: str
    label: str


def routes() -> list[Route]:
    """Return the route that sends a person to a provider. The guard answers it only to our own page."""
    return [Route(f"{URL}/{{provider}}", _to_provider, methods=["GET"])]


def viewer_or_page(paths: Iterable[str]) -> Viewer | None:
    """Return who opened this page. If nobody did, draw a page that says why, and nothing else.

    `paths` are those of the URLs of all pages: each stays as it is until the person has signed in.
    """
    try:
        standing = doors.standing_of_session()
    except Problem as problem:  # its place is nobody's business who isn't signed in
        errors.LOG.error("Nobody can be let in: %s", problem.what_happened)
        next_step = _("Contact {support}.", support=_support())
        draw = partial(errors.show, Problem(problem.what_happened, next_step=next_step))
    else:
        if isinstance(standing, Viewer):
            return standing
        draw = partial(_show, standing)
    root = st.Page(draw, title=_("Sign in"), url_path="start", default=True)
    others = [st.Page(draw, title=_("Sign in"), url_path=path) for path in paths]
    st.navigation([root, *others], position="hidden").run()
    return None


def show_person(viewer: Viewer) -> None:
    """Draw the name and the role of the person who is signed in, and the link to sign out."""
    if not sign_in_setup.is_on():
        return
    role, out = _(ROLES[viewer.role].title), _sign_out()
    st.sidebar.html(PERSON.format(html.shown(viewer.name), role, out.url, out.label))


def _show(absence: Absence) -> None:
    st.title(formatting.plain(settings.load().name), anchor=False)
    st.html(html.render("sign_in/sign_in.html", sentence=_sentence(absence), links=_links(absence)))


def _sentence(absence: Absence) -> str:
    if absence is Absence.EXPIRED:
        hours = settings.load().session_seconds // 3600
        return _("Your session ended, because you signed in more than {hours} hours ago.", hours=hours)
    if absence is Absence.SIGNED_OUT:
        return _("You are signed out.")
    support = _support()
    if absence is Absence.UNKNOWN:
        identity = doors.identity_of_session()
        who = identity.who if identity else ""
        return _("{who} isn't on the access list. Contact {support}.", who=who, support=support)
    if absence is Absence.NO_ADDRESS:
        return _("Your sign-in doesn't confirm your email address. Contact {support}.", support=support)
    return _("Sign in to see the reports.")


def _links(absence: Absence) -> list[Link]:
    if absence in doors.FORBIDDEN:
        return [_sign_out()]
    providers = sign_in_setup.providers()
    if len(providers) == 1:
        return [Link(f"{URL}/{providers[0].name}", _("Sign in"))]
    return [
        Link(f"{URL}/{one.name}", _("Sign in with {provider}", provider=one.title)) for one in providers
    ]


def _support() -> str:
    """Return whom to contact; what is said without settings if they can't be read."""
    try:
        return settings.load().support
    except Problem:
        return settings.Settings().support


def _sign_out() -> Link:
    return Link(f"{base_path()}{streamlit_auth.SIGN_OUT_PATH}", _("Sign out"))


async def _to_provider(request: Request) -> Response:
    name = request.path_params["provider"]
    if not sign_in_setup.is_on() or name not in {one.name for one in sign_in_setup.providers()}:
        return answers.sentence(_(NO_PROVIDER), 404)
    return RedirectResponse(streamlit_auth.sign_in_url(name, base_path()), 303, headers=answers.NO_STORE)
