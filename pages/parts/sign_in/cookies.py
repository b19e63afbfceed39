"""The cookies of answers: sent only by HTTPS where the dashboard has it, and kept while a session lasts."""

from __future__ import annotations

import re
from http.cookies import CookieError, SimpleCookie

from starlette.types import Message, Send

from data import settings
from data.errors import Problem
from pages.parts.sign_in import sign_in_setup, streamlit_auth

MAX_AGE = re.compile(rf"(?i)\bMax-Age={streamlit_auth.COOKIE_SECONDS}\b")
SET_COOKIE = b"set-cookie"


def tightened(send: Send, *, is_https: bool) -> Send:
    """Return `send` with Secure in each cookie of an answer by HTTPS, and with our own age of a session."""
    is_secure = is_https or sign_in_setup.is_secure()

    async def send_tightened(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [
                (name, _tightened(value, is_secure=is_secure) if name.lower() == SET_COOKIE else value)
                for name, value in message.get("headers", [])
            ]
            message = {**message, "headers": headers}
        await send(message)

    return send_tightened


def set_by(message: Message) -> dict[str, str]:
    """Return the cookies that an answer sets, by name."""
    values: dict[str, str] = {}
    for name, value in message.get("headers", []):
        if name.lower() == SET_COOKIE:
            cookie = SimpleCookie()
            try:
                cookie.load(value.decode("latin-1"))
            except CookieError:
                continue
            values |= {one: morsel.value for one, morsel in cookie.items()}
    return values


def _tightened(cookie: bytes, *, is_secure: bool) -> bytes:
    text = MAX_AGE.sub(f"Max-Age={_seconds()}", cookie.decode("latin-1"))
    attributes = {part.strip().lower() for part in text.split(";")[1:]}
    return (text + "; Secure" if is_secure and "secure" not in attributes else text).encode("latin-1")


def _seconds() -> int:
    try:
        return settings.load().session_seconds
    except Problem:  # every page shows it
        return 0
