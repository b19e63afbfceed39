"""How an S3-compatible object store is reached, by deltalake and by Arrow alike.

Its address and keys have the names that every program gives them. They are read from the environment, else
from the top of Streamlit's file of secrets, and are in no error: what libraries say is never shown.
"""

from __future__ import annotations

import functools
import ipaddress
import os
import tomllib
from contextlib import suppress
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import xxhash
from pyarrow import fs

from data import settings
from data.errors import Problem
from data.words.catalog import _

ENDPOINT, REGION, OLDER_REGION = "AWS_ENDPOINT_URL", "AWS_REGION", "AWS_DEFAULT_REGION"
NO_REGION = "us-east-1"  # what a store of one place takes
KEY_ID, KEY, TOKEN = "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"
ALLOW_HTTP = "AWS_ALLOW_HTTP"
SCHEMES = ("s3", "s3a")
FOLDERS = (Path(__file__).parents[3], Path("~"))  # where Streamlit looks for secrets, too
# By themselves, both libraries would try for some minutes while a page waits.
CONNECT_SECONDS, REQUEST_SECONDS, ATTEMPTS = 5, 30, 3
PATIENCE = {
    "connect_timeout": f"{CONNECT_SECONDS}s",
    "timeout": f"{REQUEST_SECONDS}s",
    "max_retries": str(ATTEMPTS),
    "retry_timeout": f"{REQUEST_SECONDS}s",
    "backoff_config.max_backoff": "2s",
}


def is_address(uri: str) -> bool:
    """Return whether this is the address of an object store, and no folder of this machine."""
    return "://" in uri and not uri.startswith("file:")


def options(uri: str) -> dict[str, str] | None:
    """Return the storage options of deltalake; None for a folder, and for stores that aren't like S3.

    Raises Problem if the settings can't be used.
    """
    if urlsplit(uri).scheme not in SCHEMES:
        return None
    values = {name: _value(name) for name in (ENDPOINT, KEY_ID, KEY, TOKEN)}
    values[REGION] = _value(REGION) or _value(OLDER_REGION) or (values[ENDPOINT] and NO_REGION)
    _require_usable(values, uri)
    stated = {name: value for name, value in values.items() if value}
    is_open = urlsplit(values[ENDPOINT]).scheme == "http"
    # A commit must fail if there is one of its version: see commits_apart.py.
    return {**stated, **PATIENCE, "AWS_CONDITIONAL_PUT": "etag", ALLOW_HTTP: str(is_open).lower()}


def file_system(uri: str) -> tuple[fs.FileSystem, str]:
    """Return Arrow's file system of an address, and the folder in it. Raises Problem as `options` does.

    In addresses, also in those of files that Delta gives, %20 is a space.
    """
    stated = options(uri)
    if stated is None:
        base, root = fs.FileSystem.from_uri(uri)
        return base, root.rstrip("/")
    address = urlsplit(uri)
    return _s3(tuple(stated.items())), f"{address.netloc}{unquote(address.path)}".rstrip("/")


def exists(address: str) -> bool:
    """Return whether there is an object at an address. Raises OSError if the store doesn't answer."""
    base, place = file_system(address)
    return bool(base.get_file_info(place).type == fs.FileType.File)


def local_folder(uri: str) -> Path:
    """Return this account's folder, on this machine, for what isn't in the object store itself."""
    return settings.own_folder() / "remote" / xxhash.xxh3_64_hexdigest(uri.rstrip("/").encode())


@functools.lru_cache(maxsize=4)
def _s3(stated: tuple[tuple[str, str], ...]) -> fs.S3FileSystem:
    values = dict(stated)
    endpoint = urlsplit(values.get(ENDPOINT, ""))
    return fs.S3FileSystem(
        access_key=values.get(KEY_ID),
        secret_key=values.get(KEY),
        session_token=values.get(TOKEN),
        region=values.get(REGION),
        scheme=endpoint.scheme or "https",
        endpoint_override=f"{endpoint.netloc}{endpoint.path}".rstrip("/") or None,
        connect_timeout=CONNECT_SECONDS,
        request_timeout=REQUEST_SECONDS,
        retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=ATTEMPTS),
    )


def _require_usable(values: dict[str, str], uri: str) -> None:
    """Raise Problem for an endpoint without keys, and for one that isn't encrypted on another machine."""
    endpoint = urlsplit(values[ENDPOINT])
    if not values[ENDPOINT]:  # Amazon's own: keys may come from the machine's role
        return
    if endpoint.scheme not in ("http", "https") or not endpoint.hostname:
        raise _unusable(_("{name} isn't a web address.", name=ENDPOINT), uri)
    if endpoint.scheme == "http" and not _is_here(endpoint) and _value(ALLOW_HTTP).lower() != "true":
        step = _(
            "Use an address with https. In a network that you trust, {name} = “true” allows http.",
            name=ALLOW_HTTP,
        )
        raise Problem(_("The object store would be reached without encryption."), where=uri, next_step=step)
    if not (values[KEY_ID] and values[KEY]):
        raise _unusable(_("The keys of the object store aren't set."), uri)


def _unusable(happened: str, uri: str) -> Problem:
    names = f"{ENDPOINT}, {REGION}, {KEY_ID}, {KEY}"
    step = _("Set {names} in the environment, or at the top of .streamlit/secrets.toml.", names=names)
    return Problem(happened, where=uri, next_step=step)


def _is_here(endpoint: SplitResult) -> bool:
    """Return whether an endpoint is this machine."""
    with suppress(ValueError):
        return ipaddress.ip_address(endpoint.hostname or "").is_loopback
    return endpoint.hostname == "localhost"


def _value(name: str) -> str:
    if value := os.environ.get(name):
        return value
    for folder in FOLDERS:
        with suppress(OSError):
            file = folder.expanduser() / ".streamlit" / "secrets.toml"
            if name in (secrets := _secrets(file, file.stat().st_mtime_ns)):
                return secrets[name]
    return ""


@functools.lru_cache(maxsize=4)
def _secrets(file: Path, _changed_at: int) -> dict[str, str]:
    """Return the texts at the top of a file of secrets; none if it isn't TOML, of which the start warns."""
    with suppress(tomllib.TOMLDecodeError, UnicodeDecodeError):
        values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        return {name: value for name, value in values.items() if isinstance(value, str)}
    return {}
