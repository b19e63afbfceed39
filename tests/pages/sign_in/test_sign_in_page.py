"""The page of a person who is no viewer, and the name of one who is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.sign_in import ended_sessions
from tests.pages.district import DASHBOARD
from tests.signing_in import PRINCIPAL, SECRETS, STRANGER, claims, secrets_in, write_access

KEYS = SECRETS[SECRETS.index("client_id") :]


def opened(user: dict[str, Any]) -> AppTest:
    """Return the dashboard as a person sees it."""
    test = AppTest.from_file(str(DASHBOARD), default_timeout=30)
    test.user = user
    test.run()
    assert not test.exception
    return test


def page_alone(user: dict[str, Any]) -> str:
    """Return the HTML of a page that shows a person nothing but its own sentence and links."""
    test = opened(user)
    assert [title.value for title in test.title] == ["School district"]
    assert not test.sidebar.children
    assert len(test.main.children) == 2
    (shown,) = (str(each.proto.body) for each in test.main.get("html"))
    return shown


@pytest.mark.usefixtures("signing_in")
def test_a_stranger_sees_the_way_to_sign_in_and_nothing_else() -> None:
    shown = page_alone({"is_logged_in": False})
    assert "Sign in to see the reports." in shown
    assert '<a class="button" href="/sign_in/default" target="_self">Sign in</a>' in shown


@pytest.mark.usefixtures("signing_in")
def test_a_person_who_is_not_on_the_access_list_sees_that_and_the_way_out() -> None:
    shown = page_alone(claims(STRANGER))
    assert f"{STRANGER} isn&#39;t on the access list. Contact your district office." in shown
    assert '<a class="button" href="/auth/logout" target="_self">Sign out</a>' in shown
    assert "/sign_in/" not in shown


@pytest.mark.usefixtures("signing_in")
def test_a_name_of_the_provider_is_text_on_the_page() -> None:
    shown = page_alone(claims("o'b&rien@example.org"))
    assert "o&#39;b&amp;rien@example.org isn" in shown


def test_the_name_of_the_district_is_text_on_the_page(signing_in: Path) -> None:
    with (signing_in / "district.toml").open("a", encoding="utf-8") as settings_file:
        settings_file.write('name = "*Oak*"\n')
    (title,) = opened({"is_logged_in": False}).title
    assert title.value == r"\*Oak\*"


@pytest.mark.usefixtures("signing_in")
def test_a_session_that_is_over_says_why_and_how_to_go_on() -> None:
    assert "because you signed in more than 12 hours ago." in page_alone(claims(hours_ago=13))
    own = claims()
    ended_sessions.end(own)
    shown = page_alone(own)
    assert "You are signed out." in shown
    assert "/sign_in/default" in shown
    assert "confirm your email address" in page_alone(claims(hours_ago=1, email_verified=False))


def test_each_provider_has_a_link_of_its_own(signing_in: Path) -> None:
    text = f"{SECRETS.replace(KEYS, '')}[auth.google]\n{KEYS}[auth.microsoft]\n{KEYS}"
    with secrets_in(signing_in, text):
        shown = page_alone({})
    assert '<a class="button" href="/sign_in/google" target="_self">Sign in with Google</a>' in shown
    assert '<a class="button" href="/sign_in/microsoft" target="_self">Sign in with Microsoft</a>' in shown


def test_settings_that_cannot_be_read_let_nobody_in(signing_in: Path) -> None:
    write_access(signing_in, more='session_hours = "x"\n')
    (error,) = opened(claims()).error
    assert "session\\_hours" in error.value
    assert "district.toml" not in error.value.replace("\\", "")


def test_an_access_file_that_cannot_be_read_is_shown_without_its_place(signing_in: Path) -> None:
    write_access(signing_in, "people = 1\n")
    test = opened(claims())
    assert not test.title
    assert not test.sidebar.children
    (error,) = test.error
    assert "nobody can see anything" in error.value
    assert "access.toml" not in error.value.replace("\\", "")


@pytest.mark.usefixtures("signing_in")
def test_a_viewer_sees_the_pages_of_the_role_and_who_is_signed_in() -> None:
    test = opened(claims(PRINCIPAL))
    assert test.title[0].value == "Broadcasts"
    person = next(str(each.proto.body) for each in test.sidebar.get("html"))
    assert f"<p>{PRINCIPAL}</p><p>School</p>" in person
    assert '<a href="/auth/logout" target="_self">Sign out</a>' in person


def test_without_a_sign_in_nobody_is_named_and_nobody_signs_out() -> None:
    test = opened({})
    assert test.title[0].value == "Broadcasts"
    assert not test.sidebar.get("html")
