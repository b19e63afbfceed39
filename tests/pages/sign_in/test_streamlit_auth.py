"""The names of Streamlit's sign-in that its documentation doesn't list, tried with one version of it."""

from __future__ import annotations

import secrets
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
import streamlit
from starlette.responses import Response
from streamlit import auth_util
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette import starlette_auth_routes
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from data.errors import Problem
from pages.parts.sign_in import cookies, streamlit_auth
from tests.signing_in import ADMINISTRATOR, ORIGIN, SECRET, SECRETS, claims, cookie, secrets_in

TRIED_WITH = "1.67.0"


def sent(header: str) -> dict[str, str]:
    """Return the cookies of a header, by name."""
    return {name: morsel.value for name, morsel in SimpleCookie(header).items()}


def test_streamlit_is_the_version_that_was_tried() -> None:
    assert streamlit.__version__ == TRIED_WITH, (
        "Streamlit was updated. Run tests/pages/sign_in and tests/browser/sign_in, read what has "
        "changed in its sign-in and in its routes, and then change TRIED_WITH."
    )


@pytest.mark.usefixtures("signing_in")
def test_a_cookie_says_who_signed_in_unless_anything_of_it_was_changed() -> None:
    own = cookie()
    assert streamlit_auth.claims_of_cookies(sent(own))["email"] == ADMINISTRATOR
    name, _equals, value = own.partition("=")
    for other in (value[:-1], value[1:], value[::-1], "", "é", f"{value}.x", "null"):
        assert streamlit_auth.claims_of_cookies({name: other}) == {}
    assert streamlit_auth.claims_of_cookies({"_streamlit_user_tokens": value}) == {}
    assert streamlit_auth.claims_of_cookies({}) == {}


@pytest.mark.usefixtures("signing_in")
def test_a_cookie_of_another_origin_or_without_a_sign_in_says_nobody() -> None:
    assert streamlit_auth.claims_of_cookies(sent(cookie(origin="https://other.example"))) == {}
    assert streamlit_auth.claims_of_cookies(sent(cookie(is_logged_in=False))) == {}


def test_a_cookie_with_another_secret_says_nobody(signing_in: Path) -> None:
    own = sent(cookie())
    with secrets_in(signing_in, SECRETS.replace(SECRET, SECRET[::-1])):
        assert streamlit_auth.claims_of_cookies(own) == {}


@pytest.mark.usefixtures("signing_in")
def test_a_cookie_that_streamlit_splits_is_read_whole() -> None:
    answer = Response()
    groups = [secrets.token_hex(30) for _number in range(100)]
    auth_util.set_cookie_with_chunks(
        lambda name, value: starlette_auth_routes._set_single_cookie(answer, name, value),
        starlette_auth_routes._create_signed_value_wrapper,
        USER_COOKIE_NAME,
        {**claims(groups=groups), "origin": ORIGIN},
        cookie_attr_size=100,
    )
    own = cookies.set_by({"headers": answer.raw_headers})
    assert len(own) > 2
    assert streamlit_auth.claims_of_cookies(own)["groups"] == groups
    del own[f"{USER_COOKIE_NAME}_2"]
    assert streamlit_auth.claims_of_cookies(own) == {}


def test_secrets_that_cannot_be_read_are_not_mistaken_for_none(tmp_path: Path) -> None:
    with secrets_in(tmp_path, ""):
        assert streamlit_auth.section() is None
    with secrets_in(tmp_path, "[server]\nname = 1\n"):
        assert streamlit_auth.section() is None
    with secrets_in(tmp_path, "[auth\n"), pytest.raises(Problem, match="can't be read"):
        streamlit_auth.section()


def test_a_tab_without_a_viewer_can_only_ask_for_the_page() -> None:
    click = BackMsg()
    click.rerun_script.query_string = "result=failed"
    click.rerun_script.fragment_id = "a part"
    click.rerun_script.is_auto_rerun = True
    click.rerun_script.widget_states.widgets.add(id="undo", trigger_value=True)
    plain = BackMsg()
    plain.ParseFromString(streamlit_auth.plain_run(click.SerializeToString()) or b"")
    asked = plain.rerun_script
    assert (asked.query_string, asked.fragment_id, asked.is_auto_rerun) == ("result=failed", "", False)
    assert not asked.widget_states.widgets
    harmful = {field.name for field in BackMsg.DESCRIPTOR.fields} - {"rerun_script", "app_heartbeat"}
    assert len(harmful) == 8, "look at what Streamlit's tabs can ask for by now"
    for kind in ("clear_cache", "stop_script", "load_git_info"):
        asked_for = BackMsg()
        setattr(asked_for, kind, True)
        assert streamlit_auth.plain_run(asked_for.SerializeToString()) is None
    assert streamlit_auth.plain_run(b"\xff\xff") is None
