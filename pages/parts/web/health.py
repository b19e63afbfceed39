"""/healthz for a monitor: whether the dashboard could answer, not only whether its server runs."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import queries
from data import settings
from data.access import person_at_machine
from data.errors import Problem
from data.tables import store
from data.words.catalog import _
from pages.parts.frame import data_source, errors
from pages.parts.web import answers

URL = "/healthz"


def routes() -> list[Route]:
    """Return the route for monitors."""
    return [Route(URL, _answer, methods=["GET"])]


async def _answer(_request: Request) -> Response:
    finding = await run_in_threadpool(_finding)
    return answers.sentence(finding or "ok", 503 if finding else 200)


def _finding() -> str | None:
    """Return what keeps the dashboard from answering; None if nothing does.

    It has no path and no name: a monitor may pass it on.
    """
    try:
        settings.load()
        source = data_source.shown()
        with queries.reading(source.uri):
            queries.run("imports", person_at_machine(), rows=1)
        store.check_complete(store.newest(source.uri))  # what is kept open may have been complete once
    except Problem as problem:
        return problem.what_happened
    except Exception as error:  # noqa: BLE001 - its text may hold a number, so only its place is logged
        errors.log_unexpected(error)
        return _(answers.UNEXPECTED)
    return None
