"""Requests of every kind: routes × methods × hosts × origins × what a browser says of their cause."""

from __future__ import annotations

import itertools
import random
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.attack import sent
from tests.attack.findings import Findings
from tests.attack.sent import Answer
from tests.attack.sides import CAUSES, FILES, FROM_OTHERS, HOSTS, METHODS, ORIGINS, OWN, OWN_HOSTS, ROUTES

PART = "requests"
THREADS = 4
SAFE = ("GET", "HEAD", "OPTIONS")
PROMISED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
POLICY = ("default-src 'none'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'")
FILE_TYPES = re.compile("csv|spreadsheet|parquet|zip|octet-stream")
REVEALED = re.compile(r"Traceback|File \"|/(?:home|tmp|root|usr|work|etc)/|\.py\b|212\)? ?-?555")
# What isn't HTTP is answered by the server itself, before it comes to the dashboard.
NOT_HTTP = "Invalid HTTP request received."
PASSWORDS = "root:x:"
WRONG_NAME = 421
REFUSED = (WRONG_NAME, 403)
AT_ONCE = 100


@dataclass(frozen=True)
class Request:
    """A request with its host, its origin (None without one) and its cause."""

    route: str = "/sms_log"
    method: str = "GET"
    host: str = OWN
    origin: str | None = None
    cause: str = "nothing"

    def headers(self, port: int) -> list[tuple[str, str]]:
        """Return its headers, as a browser with these would send them."""
        host = self.host.format(port=port)
        origin = [] if self.origin is None else [("Origin", self.origin.format(host=host))]
        cause = [(f"Sec-Fetch-{name}", value) for name, value in CAUSES[self.cause].items()]
        return [("Host", host), *origin, *cause, ("Content-Length", "0"), ("Connection", "close")]

    @property
    def is_own_origin(self) -> bool:
        """Whether an own page sent it, by its Origin."""
        return self.origin == "http://{host}"

    @property
    def is_foreign_origin(self) -> bool:
        """Whether its Origin is there and isn't its host's."""
        return self.origin is not None and not self.is_own_origin

    @property
    def is_for_file(self) -> bool:
        """Whether it asks for what is downloaded."""
        return self.route in FILES


def attack(port: int, findings: Findings, seed: int, until: float) -> None:
    """Send requests until the time is over, first those that differ from a usual one in one or two ways."""
    _check_control(port, findings)
    requests = _requests(seed)
    with ThreadPoolExecutor(THREADS) as threads:
        while time.monotonic() < until:
            some = list(itertools.islice(requests, AT_ONCE))
            for request, signs in zip(some, threads.map(lambda one: _send(port, one), some), strict=True):
                findings.note(PART, _kind(request), signs)


def broken(request: Request, answer: Answer) -> list[str]:
    """Return which promises an answer breaks."""
    if answer.status == 400 and answer.content == NOT_HTTP:
        return []
    return [*_let_in(request, answer), *_revealed(request, answer)]


def _let_in(request: Request, answer: Answer) -> Iterator[str]:
    if request.host not in OWN_HOSTS and answer.status != WRONG_NAME:
        yield "a foreign name was answered"
    elif answer.status not in REFUSED:
        if request.is_foreign_origin:
            yield "a foreign origin was answered"
        if request.cause in FROM_OTHERS:
            yield f"{request.cause} was answered"
        if request.method not in SAFE and not request.is_own_origin:
            yield "something was written without an own origin"
        if request.is_for_file and request.cause == "a foreign link":
            yield "a foreign link started a download"


def _revealed(request: Request, answer: Answer) -> Iterator[str]:
    """Yield what is wrong in an answer, whoever gets it."""
    if answer.status == 0 or answer.status >= 500:
        yield "no answer" if answer.status == 0 else f"an error of the server: {answer.status}"
    elif answer.status >= 400 and (shown := REVEALED.search(answer.content)):
        yield f"a refusal shows {shown[0]}"
    elif PASSWORDS in answer.content:
        yield "a file of the machine was sent"
    for name, value in PROMISED.items():
        if answer.headers.get(name) != value:
            yield f"an answer without {name}"
    policy = answer.headers.get("content-security-policy", "")
    if "unsafe-eval" in policy or not all(part in policy for part in POLICY):
        yield "an answer without the content policy"
    holds_file = "content-disposition" in answer.headers or FILE_TYPES.search(
        answer.headers.get("content-type", "")
    )
    if (request.is_for_file or holds_file) and answer.headers.get("cache-control") != "no-store":
        yield "a browser may keep a file"
    allowed = answer.headers.get("access-control-allow-origin", "")
    if allowed and (request.is_foreign_origin or allowed == "*"):
        yield f"another origin may read it: {allowed}"


def _send(port: int, request: Request) -> list[str]:
    answer = sent.answer(port, request.method, request.route, request.headers(port))
    return [f"{sign} ({answer.status}, {str(request)[:300]})" for sign in broken(request, answer)]


def _check_control(port: int, findings: Findings) -> None:
    """Check that own requests are answered: nothing gets through to a server that answers nobody."""
    for host, route in itertools.product(OWN_HOSTS, ("/sms_log", "/healthz", FILES[0], "/_stcore/health")):
        request = Request(route, host=host, cause="the address bar")
        answer = sent.answer(port, "GET", route, request.headers(port))
        refused = [] if answer.status == 200 else [f"{route} under {host}: {answer.status}"]
        findings.note(PART, "own requests, which are answered", refused)


def _kind(request: Request) -> str:
    if request.host not in OWN_HOSTS:
        return "under a foreign name"
    if request.is_foreign_origin:
        return "from a foreign origin"
    if request.cause in FROM_OTHERS:
        return "from a foreign frame, picture or script"
    if request.method not in SAFE:
        return "writing, with an own origin or none"
    if request.is_for_file:
        return "files, from a foreign link or an own page"
    return "reading, with an own origin or none"


def _requests(seed: int) -> Iterator[Request]:
    chance = random.Random(seed)
    sides = (ROUTES, METHODS, HOSTS, ORIGINS, tuple(CAUSES))
    near: dict[Request, None] = {}
    for one, two in itertools.combinations(range(len(sides)), 2):
        for values in itertools.product(sides[one], sides[two]):
            parts: list[str | None] = ["/sms_log", "GET", OWN, None, "nothing"]
            parts[one], parts[two] = values
            near[Request(*parts)] = None  # type: ignore[arg-type]
    yield from chance.sample([*near], len(near))
    while True:
        request = Request(*(chance.choice(side) for side in sides))  # type: ignore[arg-type]
        if not (request.is_for_file and request.host in OWN_HOSTS and request.method == "GET"):
            yield request  # a download that is allowed takes a second, and was among the first ones
