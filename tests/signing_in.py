"""A district whose people sign in: its secrets and access file, and the cookies of people."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from streamlit import config
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.parts.sign_in import ended_sessions, sign_in_setup
from tests.districts import ZONE

ORIGIN = "http://127.0.0.1:8501"
SECRET = "a secret of forty letters, made for tests"  # noqa: S105 - it protects nothing
ISSUER = "https://id.example.org"
SECRETS = f"""[auth]
redirect_uri = "{ORIGIN}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "dashboard"
client_secret = "of the provider"
server_metadata_url = "{ISSUER}/.well-known/openid-configuration"
"""
ADMINISTRATOR, PRINCIPAL, STRANGER = "ana@example.org", "principal@example.org", "bob@example.org"
ACCESS = f"""[[people]]
who = "{ADMINISTRATOR}"
role = "administrator"

[[people]]
who = "{PRINCIPAL}"
role = "school"
schools = ["Lincoln High"]

[[people]]
group = "Help desk"
role = "help desk"
"""


@contextmanager
def secrets_in(folder: Path, text: str = SECRETS) -> Iterator[Path]:
    """Let the sign-in be set up by secrets in a folder, or by none if they are empty."""
    file = folder / "secrets.toml"
    if text:
        file.write_text(text, encoding="utf-8")
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(file)])
    _forget()
    try:
        yield file
    finally:
        config.set_option("secrets.files", before)
        _forget()


def write_access(folder: Path, text: str = ACCESS, more: str = "") -> Path:
    """Write an access file and the settings that name it, beside the logs. Return the settings."""
    (folder / "access.toml").write_text(text, encoding="utf-8")
    file = folder / "district.toml"
    settings = f'timezone = "{ZONE}"\nlogs = "logs"\naccess = "access.toml"\n{more}'
    file.write_text(settings, encoding="utf-8")
    return file


def claims(who: str = ADMINISTRATOR, *, hours_ago: float = 0, **more: object) -> dict[str, Any]:
    """Return what the provider states of a person who signed in some hours ago."""
    at = int(time.time() - hours_ago * 3600)
    own = {
        "iss": ISSUER,
        "sub": who,
        "email": who,
        "email_verified": True,
        "iat": at,
        "nonce": f"{who} {at}",
    }
    return {**own, "is_logged_in": True, "provider": "default", **more}


def cookie(who: str = ADMINISTRATOR, *, hours_ago: float = 0, **more: object) -> str:
    """Return the value of a Cookie header with which a browser shows who has signed in."""
    stated = {"origin": ORIGIN, **claims(who, hours_ago=hours_ago, **more)}
    return (
        f"{USER_COOKIE_NAME}={create_signed_value(SECRET, USER_COOKIE_NAME, json.dumps(stated)).decode()}"
    )


def _forget() -> None:
    secrets_singleton._reset()
    sign_in_setup.is_on.cache_clear()
    ended_sessions._ended_here.clear()
