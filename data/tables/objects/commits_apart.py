"""Whether an object store refuses the second of two commits of one version, as Delta needs it to.

A store that ignores the condition `If-None-Match: *` would let one writer's commit replace another's, and
nobody would notice. So it is tried once, before the first table is set up there. Neither library can be
asked to: this is one request, signed as Amazon describes it (Signature Version 4).
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from data.errors import Problem
from data.tables.objects.connection import (
    ENDPOINT,
    KEY,
    KEY_ID,
    REGION,
    REQUEST_SECONDS,
    TOKEN,
    file_system,
    options,
)
from data.words.catalog import _

STORED, REFUSED = range(200, 300), (409, 412)
CONTENT = b"Two programs write this at the same time."
HASH = hashlib.sha256(CONTENT).hexdigest()


def require_commits_apart(uri: str) -> None:
    """Raise Problem if a store doesn't keep the commits of two writers apart; nothing is left there.

    Amazon's own does, as does a folder. Raises OSError if it doesn't answer, or refuses to store anything.
    """
    stated = options(uri)
    if stated is None or ENDPOINT not in stated:
        return
    base, root = file_system(uri)
    place = f"{root}/trial-{secrets.token_hex(8)}"
    with base.open_output_stream(place) as target:  # says what is wrong with the bucket or the keys
        target.write(CONTENT)
    try:
        if (
            _store_if_absent(f"{place}-2", stated) not in STORED
            or _store_if_absent(place, stated) not in REFUSED
        ):
            raise Problem(
                _("This object store lets one writer replace what another one has just written."),
                where=uri,
                next_step=_("Use one that keeps conditional writes (If-None-Match), or a folder."),
            )
    finally:
        for stored in (place, f"{place}-2"):
            with suppress(OSError):
                base.delete_file(stored)


def _store_if_absent(place: str, stated: Mapping[str, str]) -> int:
    """Ask the store to keep an object only if there is none, and return the status of its answer."""
    endpoint = urlsplit(stated[ENDPOINT])
    is_open = endpoint.scheme == "http"
    kind = http.client.HTTPConnection if is_open else http.client.HTTPSConnection
    connection = kind(endpoint.netloc, timeout=REQUEST_SECONDS)
    path = quote(f"{endpoint.path.rstrip('/')}/{place}")
    try:
        connection.request("PUT", path, CONTENT, _signed(path, endpoint.netloc, stated))
        return connection.getresponse().status
    except http.client.HTTPException as error:
        raise OSError(f"AWS error: {type(error).__name__}") from None
    finally:
        connection.close()


def _signed(path: str, host: str, stated: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of the request, with its signature."""
    at = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    headers = {"host": host, "if-none-match": "*", "x-amz-content-sha256": HASH, "x-amz-date": at}
    if token := stated.get(TOKEN):
        headers["x-amz-security-token"] = token
    named = ";".join(sorted(headers))
    lines = [f"{name}:{headers[name]}\n" for name in sorted(headers)]
    request = "\n".join(["PUT", path, "", "".join(lines), named, HASH])
    scope = [at[:8], stated[REGION], "s3", "aws4_request"]
    signed = ["AWS4-HMAC-SHA256", at, "/".join(scope), hashlib.sha256(request.encode()).hexdigest()]
    key = f"AWS4{stated[KEY]}".encode()
    for part in scope:
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, "\n".join(signed).encode(), "sha256").hex()
    credential = f"Credential={stated[KEY_ID]}/{'/'.join(scope)}"
    return {
        **headers,
        "authorization": f"AWS4-HMAC-SHA256 {credential},SignedHeaders={named},Signature={signature}",
    }
