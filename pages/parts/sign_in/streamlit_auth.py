"""What Streamlit knows of a sign-in. No other file uses these names, which its documentation doesn't list.

tests/pages/sign_in/test_streamlit_auth.py tries them, and names the version they were tried with.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import streamlit as st
from streamlit import config
from streamlit.auth_util import (
    encode_provider_token,
    get_cookie_with_chunks,
    get_origin_from_redirect_uri,
    get_signing_secret,
)
from streamlit.errors import StreamlitAuthError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.secrets import secrets_singleton
from streamlit.user_info import AUTH_LOGIN_ENDPOINT, AUTH_LOGOUT_ENDPOINT
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import (
    AUTH_COOKIE_MAX_AGE_SECONDS,
    TOKENS_COOKIE_NAME,
    USER_COOKIE_NAME,
)

from data.errors import Problem
from data.words.catalog import _

Claims: TypeAlias = Mapping[str, object]

COOKIES = (USER_COOKIE_NAME, TOKENS_COOKIE_NAME)
COOKIE_SECONDS = AUTH_COOKIE_MAX_AGE_SECONDS
SIGN_IN_PATH, SIGN_OUT_PATH, RETURN_PATH = AUTH_LOGIN_ENDPOINT, AUTH_LOGOUT_ENDPOINT, "/oauth2callback"
_PAGE = "rerun_script"
_HARMLESS = (_PAGE, "app_heartbeat")


def section() -> Mapping[str, Any] | None:
    """Return [auth] of the secrets; None if it isn't there.

    Raises Problem if a file of secrets is there and can't be read: Streamlit would go on without it.
    """
    if not secrets_singleton.load_if_toml_exists():
        files = [file for file in config.get_option("secrets.files") if Path(file).is_file()]
        if files:
            raise Problem(
                _("The file with the sign-in can't be read, so the dashboard doesn't start."),
                where=", ".join(files),
                next_step=_("Correct its TOML. docs/sign-in.md shows how to write it."),
            )
        return None
    auth = secrets_singleton.to_dict().get("auth")
    return auth if auth is None or isinstance(auth, dict) else {}


def claims_of_session() -> Claims:
    """Return what the provider states of the person of this session; nothing if nobody is signed in.

    Streamlit read it from the cookie when the tab was opened, and compared its origin.
    """
    claims = st.user.to_dict()
    return claims if claims.get("is_logged_in") is True else {}


def claims_of_cookies(cookies: Mapping[str, str]) -> Claims:
    """Return what the provider states of the person who has these cookies; nothing if nobody is signed in.

    A cookie is signed with `cookie_secret`, and was made for the origin of `redirect_uri`.
    """
    secret = get_signing_secret()

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        if not value:
            return None
        decoded: bytes | None = decode_signed_value(secret, name, value.encode("latin-1", "replace"))
        return decoded

    try:
        claims: object = json.loads(get_cookie_with_chunks(one, USER_COOKIE_NAME) or b"null")
    except ValueError:
        return {}
    if not isinstance(claims, dict) or claims.get("is_logged_in") is not True:
        return {}
    origin = own_origin()
    return claims if origin and claims.get("origin") == origin else {}


def own_origin() -> str | None:
    """Return the origin of `redirect_uri`, under which browsers reach the dashboard; None without one."""
    try:
        return get_origin_from_redirect_uri()
    except StreamlitAuthError:
        return None


def sign_in_url(provider: str, base: str) -> str:
    """Return the URL that sends a browser to a provider. It is valid for two minutes."""
    return f"{base}{SIGN_IN_PATH}?provider={encode_provider_token(provider)}"


def goes_on(headers: Mapping[str, str]) -> bool:
    """Return whether a tab connects again: then it sends the ID of its session as the third protocol."""
    protocols = headers.get("sec-websocket-protocol", "").split(",")
    return any(one.strip() for one in protocols[2:])


def plain_run(message: bytes) -> bytes | None:
    """Return a tab's message as a request for the whole page; None for a message that isn't one.

    Nothing of it is left that would call a function of an earlier page: no field, no click, no part.
    """
    sent = BackMsg()
    try:
        sent.ParseFromString(message)
    except Exception:  # noqa: BLE001 - whatever protobuf raises for bytes that are no message
        return None
    kind = sent.WhichOneof("type")
    if kind not in _HARMLESS:
        return None
    if kind == _PAGE:
        sent.rerun_script.ClearField("widget_states")
        sent.rerun_script.ClearField("fragment_id")
        sent.rerun_script.ClearField("is_auto_rerun")
    plain: bytes = sent.SerializeToString()
    return plain


def asks_for_page(plain: bytes) -> bool:
    """Return whether a message that `plain_run` returned has the page drawn; others leave it as it was."""
    return bool(BackMsg.FromString(plain).WhichOneof("type") == _PAGE)
