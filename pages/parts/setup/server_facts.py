"""What runs and where: the version, the address, the sign-in, and the files of the settings."""

from __future__ import annotations

import platform

from streamlit import config

from data import settings, version
from data.words import catalog
from data.words.catalog import _, ngettext
from pages.parts.sign_in import sign_in_setup


def facts() -> dict[str, str]:
    """Return what is known of the running server, by label."""
    current = settings.load()
    return {
        _("Version"): _version(),
        _("Address"): _address(),
        _("Names"): catalog.listing(_names(current)) or _("None but those of this machine"),
        _("Sign-in"): _sign_in(int(current.session_hours)),
        _("Settings file"): str(settings.file().resolve()),
        _("Time zone"): current.timezone,
        _("Monitoring"): _(
            "/healthz says whether the dashboard can answer. /metrics has figures for Prometheus."
        ),
    }


def _version() -> str:
    return _(
        "{version}, with Python {python}",
        version=version.version() or _("unknown"),
        python=platform.python_version(),
    )


def _address() -> str:
    address, port = config.get_option("server.address"), str(config.get_option("server.port"))
    if sign_in_setup.is_loopback(address):
        return _("{address}, port {port}: only this machine can reach it.", address=address, port=port)
    if not address:
        return _("Every address of this machine, port {port}. Other machines can reach it.", port=port)
    return _("{address}, port {port}. Other machines can reach it.", address=address, port=port)


def _names(current: settings.Settings) -> list[str]:
    """Return the names by which browsers on other machines reach the dashboard."""
    own = sign_in_setup.own_host()
    return list(dict.fromkeys([*([own] if own else []), *current.hosts.lower().split()]))


def _sign_in(hours: int) -> str:
    if not sign_in_setup.is_on():
        return _("Off: the dashboard answers only on its own machine.")
    return ngettext(
        "On, through {providers}. A session lasts {number} hour.",
        "On, through {providers}. A session lasts {number} hours.",
        hours,
        number=hours,
        providers=catalog.and_listing(sign_in_setup.provider_hosts()),
    )
