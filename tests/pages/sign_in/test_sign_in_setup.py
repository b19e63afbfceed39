"""What the dashboard needs before it starts: its own machine only, or a whole sign-in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from data.errors import Problem
from pages.parts.sign_in import sign_in_setup
from tests.signing_in import ISSUER, ORIGIN, SECRET, SECRETS, secrets_in, write_access

EVERY = "0.0.0.0"  # noqa: S104 - nothing is served here
KEYS = SECRETS[SECRETS.index("client_id") :]


@contextmanager
def option(name: str, value: object) -> Iterator[None]:
    """Start Streamlit with an option, whichever of its four places it stands in."""
    before = config.get_option(name)
    config.set_option(name, value)
    try:
        yield
    finally:
        config.set_option(name, before)


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "[::1]", "127.0.0.53"])
def test_without_a_sign_in_it_starts_on_its_own_machine(address: str) -> None:
    with option("server.address", address):
        sign_in_setup.check_start()


@pytest.mark.parametrize("address", [EVERY, "::", None, "", "10.0.0.5", "sms.example.org", "unix:///run/x"])
def test_without_a_sign_in_it_starts_at_no_other_address(address: str | None) -> None:
    with option("server.address", address), pytest.raises(Problem, match="nobody has to sign in") as raised:
        sign_in_setup.check_start()
    assert "docs/sign-in.md" in raised.value.next_step


def test_without_a_sign_in_it_starts_under_no_name_for_others(nothing_imported: Path) -> None:
    nothing_imported.write_text('hosts = "localhost sms.example.org"\n', encoding="utf-8")
    with option("server.address", "127.0.0.1"), pytest.raises(Problem, match=r"as sms\.example\.org,"):
        sign_in_setup.check_start()


def test_headers_that_anybody_can_send_name_nobody() -> None:
    with (
        option("server.trustedUserHeaders", {"X-User": "email"}),
        pytest.raises(Problem, match="headers of another person"),
    ):
        sign_in_setup.check_start()


def test_with_a_sign_in_and_an_access_file_it_starts_at_any_address(
    tmp_path: Path, nothing_imported: Path
) -> None:
    write_access(nothing_imported.parent)
    for address in ("127.0.0.1", EVERY, None):
        with secrets_in(tmp_path), option("server.address", address):
            sign_in_setup.check_start()


def test_with_a_sign_in_but_no_access_file_it_does_not_start(
    tmp_path: Path, nothing_imported: Path
) -> None:
    with secrets_in(tmp_path), pytest.raises(Problem, match="no access file"):
        sign_in_setup.check_start()
    write_access(nothing_imported.parent)
    (nothing_imported.parent / "access.toml").unlink()
    with secrets_in(tmp_path), pytest.raises(Problem, match="access file is missing"):
        sign_in_setup.check_start()


@pytest.mark.parametrize(
    ("secrets", "key"),
    [
        ("[auth]\n", "redirect_uri"),
        (SECRETS.replace(ORIGIN, "http://sms.example.org"), "redirect_uri"),
        (SECRETS.replace(f"{ORIGIN}/oauth2callback", "https:///oauth2callback"), "redirect_uri"),
        (SECRETS.replace("/oauth2callback", "/"), "redirect_uri"),
        (SECRETS.replace(SECRET, "short"), "cookie_secret"),
        (SECRETS.replace(KEYS, ""), "client_id"),
        (SECRETS.replace('client_secret = "of the provider"\n', ""), "client_secret"),
        (SECRETS.replace(ISSUER, "http://id.example.org"), "server_metadata_url"),
        (SECRETS.replace(ISSUER, "https://login.microsoftonline.com/common/v2.0"), "server_metadata_url"),
        (SECRETS.replace(ISSUER, "https://login.microsoftonline.us/organizations"), "server_metadata_url"),
        (SECRETS.replace(KEYS, f"[auth.two_words]\n{KEYS}"), "two_words"),
    ],
)
def test_a_sign_in_that_is_not_whole_is_named_by_what_it_lacks(
    tmp_path: Path, nothing_imported: Path, secrets: str, key: str
) -> None:
    write_access(nothing_imported.parent)
    with secrets_in(tmp_path, secrets), pytest.raises(Problem, match=f"“{key}”"):
        sign_in_setup.check_start()


def test_providers_are_offered_by_the_names_of_their_tables(tmp_path: Path) -> None:
    head = SECRETS.replace(KEYS, "")
    with secrets_in(tmp_path, f"{head}[auth.google]\n{KEYS}\n[auth.district-id]\n{KEYS}"):
        assert [one.title for one in sign_in_setup.providers()] == ["Google", "District Id"]
    with secrets_in(tmp_path, f'{SECRETS}client_kwargs = {{ prompt = "login" }}\n'):
        assert [one.name for one in sign_in_setup.providers()] == ["default"]


def test_a_server_that_started_with_a_sign_in_keeps_it(tmp_path: Path) -> None:
    with secrets_in(tmp_path) as file:
        assert sign_in_setup.is_on()
        file.unlink()
        secrets_singleton._reset()
        assert sign_in_setup.is_on()
        assert sign_in_setup.own_host() is None
