"""Claims of ID tokens: which address counts as a person's, and which groups."""

from __future__ import annotations

import pytest

from data.access.access_file import Identity
from pages.parts.sign_in.claims import identity, signed_in_at

ANA = "ana@example.org"
TENANT = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0"
PERSONAL = "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0"
GOOGLE = "https://accounts.google.com"
KEYCLOAK = "https://id.example.org/realms/district"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": KEYCLOAK, "email": "Ana@Example.org ", "email_verified": True},
        {"iss": KEYCLOAK, "email": ANA, "email_verified": "true"},
        {"iss": GOOGLE, "email": ANA, "email_verified": True, "hd": "example.org"},
        {"iss": TENANT, "preferred_username": ANA},
        {"iss": TENANT, "upn": "ANA@example.org"},
        {"iss": TENANT, "preferred_username": ANA, "email": "other@example.org", "idp": TENANT, "acct": 0},
        {"iss": TENANT, "preferred_username": "x@home.org", "idp": "other", "email": ANA, "xms_edov": 1},
    ],
)
def test_an_address_that_the_provider_vouches_for_is_the_persons(claims: dict[str, object]) -> None:
    assert identity(claims) == Identity(ANA)


def test_google_vouches_for_its_own_addresses() -> None:
    assert identity({"iss": GOOGLE, "email": "ana@gmail.com", "email_verified": True})
    assert identity({"iss": "accounts.google.com", "email": "ana@googlemail.com", "email_verified": True})


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"iss": KEYCLOAK, "email": ANA},
        {"iss": KEYCLOAK, "email": ANA, "email_verified": False},
        {"iss": KEYCLOAK, "email": ANA, "email_verified": "false"},
        {"iss": KEYCLOAK, "preferred_username": ANA},
        {"iss": KEYCLOAK, "preferred_username": ANA, "email_verified": True},
        {"iss": f"https://evil.example/{TENANT}", "preferred_username": ANA},
        {"iss": GOOGLE, "email": ANA, "email_verified": True},
        {"iss": GOOGLE, "email": "ana@notgmail.com", "email_verified": True},
        {"iss": "accounts.google.com", "email": ANA, "email_verified": True},
        {"iss": TENANT, "email": ANA},
        {"iss": TENANT, "email": ANA, "email_verified": True},
        {"iss": TENANT, "preferred_username": ANA, "acct": 1},
        {"iss": TENANT, "preferred_username": ANA, "idp": "https://sts.windows.net/other/"},
        {"iss": TENANT, "preferred_username": "x", "idp": "other", "email": ANA, "xms_edov": False},
        {"iss": PERSONAL, "preferred_username": ANA},
        {"iss": KEYCLOAK, "email": "ana", "email_verified": True},
        {"iss": KEYCLOAK, "email": f"{ANA},bob@example.org", "email_verified": True},
        {"iss": KEYCLOAK, "email": f"x {ANA}", "email_verified": True},
        {"iss": KEYCLOAK, "email": [ANA], "email_verified": True},
        {"iss": KEYCLOAK, "email": "\N{KELVIN SIGN}im@example.org", "email_verified": True},
        {"iss": KEYCLOAK, "email": "ana@\N{KELVIN SIGN}12.example.org", "email_verified": True},
    ],
)
def test_an_address_that_may_be_somebody_elses_is_nobodys(claims: dict[str, object]) -> None:
    assert identity(claims) is None


def test_groups_and_app_roles_are_read_as_every_provider_sends_them() -> None:
    stated = {"iss": KEYCLOAK, "email": ANA, "email_verified": True}
    groups = ["/Front offices", "Help desk", "Help desk", 7, None, " "]
    found = identity({**stated, "groups": groups, "roles": "administrators"})
    assert found == Identity(ANA, ("Front offices", "Help desk", "administrators"))


@pytest.mark.parametrize("at", [None, "1700000000", True, 0, -5, [1]])
def test_a_token_that_does_not_say_when_it_was_made_has_no_time(at: object) -> None:
    assert signed_in_at({"iat": at}) is None
    assert signed_in_at({}) is None
    assert signed_in_at({"iat": 1700000000}) == 1700000000
