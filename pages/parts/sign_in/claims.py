"""Who a person is by the claims of an ID token: an email address that the provider vouches for, and groups.

The access file names people by email address, so an address counts only if nobody else can have it:

- Google vouches for an address of gmail.com, and for one of a Workspace (`hd`). Any other address of a
  Google account was verified once, and may belong to somebody else by now
  (https://developers.google.com/identity/gsi/web/guides/verify-google-id-token).
- Microsoft Entra sends no `email_verified`, and anybody can write another person's address into `email` of
  a tenant of their own ("nOAuth"). The user name of a member of the one tenant counts: its domain is
  verified, and its administrators name its members. A guest (`acct`, `idp`) counts only by an address whose
  domain the home tenant has verified (`xms_edov`).
  (https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference,
  https://learn.microsoft.com/entra/identity-platform/migrate-off-email-claim-authorization)
- Everybody else has to send `email_verified` (OpenID Connect Core, section 5.1).
"""

from __future__ import annotations

import re
from typing import cast
from urllib.parse import urlsplit

from data.access.access_file import Identity
from pages.parts.sign_in.streamlit_auth import Claims

GOOGLE = ("accounts.google.com",)
GOOGLE_MAIL = ("gmail.com", "googlemail.com")
MICROSOFT = (
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
    "sts.windows.net",
)
PERSONAL_ACCOUNTS = "9188040d-6c67-4c5b-b112-36a304b66dad"  # Microsoft's tenant of everybody
ADDRESS = re.compile(r"[^\s@<>,;\"]{1,64}@(?P<domain>[a-z0-9.-]{1,255})")


def identity(claims: Claims) -> Identity | None:
    """Return who a person is; None if the provider vouches for no email address."""
    address = str(_vouched_for(claims) or "").strip()
    if any(letter.lower().isascii() for letter in address if not letter.isascii()):
        return None  # lower() makes a k of the Kelvin sign, which is another mailbox
    address = address.lower()
    return Identity(address, _groups(claims)) if ADDRESS.fullmatch(address) else None


def signed_in_at(claims: Claims) -> int | None:
    """Return when the person signed in, in seconds since 1970; None if the token doesn't say."""
    at = claims.get("iat")
    return int(at) if isinstance(at, int | float) and not isinstance(at, bool) and at > 0 else None


def _vouched_for(claims: Claims) -> object:
    issuer = str(claims.get("iss", ""))
    host = urlsplit(issuer if "//" in issuer else f"//{issuer}").hostname or ""
    if host in MICROSOFT:
        return _of_microsoft(claims, issuer)
    if not _is_true(claims.get("email_verified")):
        return None
    email = str(claims.get("email", ""))
    if host in GOOGLE and not claims.get("hd") and email.lower().rpartition("@")[2] not in GOOGLE_MAIL:
        return None
    return email


def _of_microsoft(claims: Claims, issuer: str) -> object:
    if PERSONAL_ACCOUNTS in issuer:
        return None
    is_guest = claims.get("acct") in (1, "1") or claims.get("idp", issuer) != issuer
    if is_guest:
        return claims.get("email") if _is_true(claims.get("xms_edov")) else None
    return claims.get("preferred_username") or claims.get("upn")


def _is_true(value: object) -> bool:
    """Return whether a claim is true. Some providers send it as text or as a number."""
    return value is True or str(value).lower() in ("true", "1")


def _groups(claims: Claims) -> tuple[str, ...]:
    """Return the groups and app roles of a person. Keycloak writes a group with a slash before its name."""
    sent: list[object] = []
    for claim in ("groups", "roles"):
        value = claims.get(claim)
        sent += cast("list[object]", value) if isinstance(value, list) else [value]
    names = (name.strip() for name in sent if isinstance(name, str))
    return tuple(dict.fromkeys(name.removeprefix("/") for name in names if name))
