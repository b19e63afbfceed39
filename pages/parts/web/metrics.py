"""/metrics for Prometheus: figures about the data and this server, without a name or a number of anybody.

Whoever may set up the dashboard may read them, and a monitor that sends the setting `metrics_token`.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit import runtime

import queries
from data import settings, version
from data.access import NotAllowed, Viewer, needs, person_at_machine
from data.errors import Problem
from data.jobs import queue
from pages.parts import downloads
from pages.parts.frame import data_source
from pages.parts.sign_in import doors
from pages.parts.web import answers, refusal_count

URL = "/metrics"
BEARER = "bearer"
PREFIX = "sms_reports"
SESSIONS = "active_sessions"  # as Streamlit calls it


class Figures:
    """What a scrape collects. Its texts are in English, which monitors read."""

    def collect(self) -> Iterator[Metric]:
        """Yield each figure with its values now."""
        yield InfoMetricFamily(f"{PREFIX}_build", "The running software.", {"version": version.version()})
        yield from self._of_server()
        try:
            of_data = list(self._of_data())
        except Problem:
            of_data = []
        is_readable = GaugeMetricFamily(f"{PREFIX}_data_readable", "1 if the stored data can be read.")
        is_readable.add_metric([], float(bool(of_data)))
        yield is_readable
        yield from of_data

    def _of_server(self) -> Iterator[Metric]:
        yield _gauge("sessions", "Open pages.", _sessions())
        yield _gauge("downloads_running", "Downloads that are being made or sent.", downloads.running())
        ended = CounterMetricFamily(f"{PREFIX}_downloads", "Downloads that ended.", labels=["end"])
        for state, number in downloads.ended().items():
            ended.add_metric([state], number)
        yield ended
        refused = CounterMetricFamily(f"{PREFIX}_refusals", "Refused requests.", labels=["status"])
        for status, number in refusal_count.counts().items():
            refused.add_metric([status], number)
        yield refused
        under_way = sum(job.is_under_way for job in queue.every())
        yield _gauge("imports_under_way", "Imports from the page that wait or run.", under_way)

    def _of_data(self) -> Iterator[Metric]:
        viewer = person_at_machine()
        with queries.reading(data_source.shown().uri):
            totals = queries.run("stored_totals", viewer).to_pylist()
        rows = GaugeMetricFamily(f"{PREFIX}_rows", "Stored rows that count.", labels=["table"])
        for total in totals:
            rows.add_metric([total["table_name"]], total["row_count"])
        yield rows
        newest = next(total["newest_at"] for total in totals if total["table_name"] == "imports")
        if newest:
            age = (datetime.now(UTC) - newest).total_seconds()
            yield _gauge("newest_import_age_seconds", "Time since the newest import.", age)


def routes() -> list[Route]:
    """Return the route for Prometheus."""
    return [Route(URL, _answer, methods=["GET"])]


async def _answer(request: Request) -> Response:
    try:
        refusal = await run_in_threadpool(_refusal, request)
    except NotAllowed as problem:
        refusal = answers.sentence(str(problem), 403)
    if refusal:
        return refusal
    text = await run_in_threadpool(generate_latest, _registry())
    return Response(text, headers=answers.NO_STORE, media_type=CONTENT_TYPE_PLAIN_0_0_4)


def _refusal(request: Request) -> Response | None:
    """Return the answer to whoever may not read the figures. Raises NotAllowed."""
    if _has_token(request.headers.get("authorization", "")):
        return None
    standing = doors.viewer_or_refusal(request)
    if isinstance(standing, Viewer):
        standing.require(*(needs.ROUTES[URL] or ()))
        return None
    return standing


def _has_token(authorization: str) -> bool:
    kind, _separator, token = authorization.partition(" ")
    try:
        own = settings.load().metrics_token
    except Problem:
        return False
    is_same = hmac.compare_digest(token.strip().encode(), own.encode())
    return bool(own) and kind.lower() == BEARER and is_same


def _registry() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(Figures())
    ProcessCollector(registry=registry)  # memory, processor and files of this process, on Linux
    return registry


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"{PREFIX}_{name}", meaning, value)


def _sessions() -> float:
    if not runtime.exists():
        return 0
    stats = runtime.get_instance().stats_mgr.get_stats([SESSIONS])
    return sum(float(getattr(stat, "value", 0)) for stat in stats.get(SESSIONS, []))
