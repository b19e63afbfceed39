"""How people sign in: what [auth] in .streamlit/secrets.toml says, and whether the dashboard may start."""

from __future__ import annotations

import functools
import ipaddress
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from streamlit import config

from data import settings
from data.access import access_file
from data.errors import Problem
from data.words.catalog import _
from pages.parts.sign_in import streamlit_auth
from pages.parts.sign_in.claims import MICROSOFT

DEFAULT = "default"  # the provider whose keys stand in [auth] itself
KEYS = ("client_id", "client_secret", "server_metadata_url")
LEAST_SECRET = 32  # letters
ANY_TENANT = ("common", "organizations", "consumers")
WHERE = ".streamlit/secrets.toml, [auth]"


class Provider(NamedTuple):
    """A provider to sign in with: its name in the secrets, and what people read of it."""

    name: str
    title: str


@functools.cache
def is_on() -> bool:
    """Return whether people sign in, as at the start of this server: no change of a file turns it off.

    Raises Problem if the secrets can't be read.
    """
    return streamlit_auth.section() is not None


def providers() -> list[Provider]:
    """Return the providers that people can select, in the order of the secrets."""
    return [Provider(name, name.replace("-", " ").title()) for name, _keys in _tables()]


def provider_hosts() -> list[str]:
    """Return the servers that this one asks who a person is, by name."""
    metadata = (urlsplit(str(table.get("server_metadata_url", ""))) for _name, table in _tables())
    return sorted({url.hostname for url in metadata if url.hostname})


def own_host() -> str | None:
    """Return the name by which browsers reach the dashboard, of `redirect_uri`; None without a sign-in."""
    if not is_on():
        return None
    return urlsplit(streamlit_auth.own_origin() or "").hostname


def is_secure() -> bool:
    """Return whether browsers reach the dashboard by HTTPS, by `redirect_uri`."""
    return is_on() and (streamlit_auth.own_origin() or "").startswith("https://")


def is_loopback(address: str | None) -> bool:
    """Return whether an address can be reached from this machine only."""
    if address == "localhost":
        return True
    try:
        own = ipaddress.ip_address((address or "").strip("[]"))
    except ValueError:
        return False
    mapped = getattr(own, "ipv4_mapped", None)
    return (mapped or own).is_loopback


def check_start() -> None:
    """Raise Problem if the dashboard mustn't start as it is set up."""
    if config.get_option("server.trustedUserHeaders"):
        raise Problem(
            _("The dashboard doesn't start, because anybody could send the headers of another person."),
            where="server.trustedUserHeaders",
            next_step=_("Remove this option, and set up the sign-in as docs/sign-in.md shows."),
        )
    if is_on():
        _check_section()
        access_file.entries()
        settings.load()
    else:
        _check_own_machine()


def _check_own_machine() -> None:
    address = config.get_option("server.address")
    step = _(
        "Set up the sign-in (docs/sign-in.md), or use --server.address 127.0.0.1 for this machine only."
    )
    if not is_loopback(address):
        raise Problem(
            _(
                "The dashboard doesn't start, because other machines could reach it at {address}, "
                "and nobody has to sign in.",
                address=address or _("any address"),
            ),
            where="server.address",
            next_step=step,
        )
    hosts = [name for name in settings.load().hosts.split() if not is_loopback(name)]
    if hosts:
        raise Problem(
            _(
                "The dashboard doesn't start, because other machines could reach it as {hosts}, "
                "and nobody has to sign in.",
                hosts=", ".join(hosts),
            ),
            where=_("{file}, key “{key}”", file=str(settings.file()), key="hosts"),
            next_step=_("Set up the sign-in (docs/sign-in.md), or leave “hosts” empty."),
        )


def _check_section() -> None:
    section = streamlit_auth.section() or {}
    uri = urlsplit(str(section.get("redirect_uri", "")))
    is_https = uri.scheme == "https" or (uri.scheme == "http" and is_loopback(uri.hostname))
    if not is_https or not uri.hostname or not uri.path.endswith(streamlit_auth.RETURN_PATH):
        raise _incomplete(
            "redirect_uri",
            _("Write the URL that browsers open, such as https://sms.example.org/oauth2callback."),
        )
    if len(str(section.get("cookie_secret", ""))) < LEAST_SECRET:
        raise _incomplete(
            "cookie_secret",
            _('Make one: python -c "import secrets; print(secrets.token_urlsafe(48))"'),
        )
    tables = list(_tables())
    if not tables:
        raise _incomplete("client_id", _("Add a provider, as docs/sign-in.md shows."))
    for name, table in tables:
        _check_provider(name, table)


def _check_provider(name: str, table: Mapping[str, Any]) -> None:
    for key in KEYS:
        if not table.get(key):
            raise _incomplete(key, _("The provider “{name}” needs it.", name=name))
    if "_" in name:
        raise _incomplete(name, _("Streamlit allows no underscore in the name of a provider."))
    metadata = urlsplit(str(table["server_metadata_url"]))
    if metadata.scheme != "https" and not is_loopback(metadata.hostname):
        raise _incomplete("server_metadata_url", _("It has to begin with https://."))
    if metadata.hostname in MICROSOFT and metadata.path.strip("/").split("/")[0] in ANY_TENANT:
        step = _("Write the ID of your own tenant: other tenants would state who their people are.")
        raise _incomplete("server_metadata_url", step)


def _tables() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the name and the keys of every provider in [auth]."""
    section = streamlit_auth.section() or {}
    if any(key in section for key in KEYS):
        yield DEFAULT, section
    for name, table in section.items():
        if isinstance(table, Mapping) and any(key in table for key in KEYS):
            yield name, table


def _incomplete(key: str, next_step: str) -> Problem:
    return Problem(
        _("The sign-in isn't complete, so the dashboard doesn't start: “{key}”.", key=key),
        where=WHERE,
        next_step=next_step,
    )
