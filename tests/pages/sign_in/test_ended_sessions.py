"""Ended sessions: what a sign-out leaves, for how long, and what a server does with it."""

from __future__ import annotations

import json
import os
import stat
import time

import pytest

from data.errors import Problem
from pages.parts.sign_in import ended_sessions
from tests.signing_in import claims


@pytest.fixture(autouse=True)
def _first_server() -> None:
    restart()


def restart() -> None:
    """Forget what this process has in memory, as a restart does."""
    ended_sessions._ended_here.clear()
    ended_sessions._last_read = None


def test_a_session_is_ended_for_good_and_no_other_one_of_the_person() -> None:
    own, later = claims(hours_ago=2), claims(hours_ago=1)
    assert not ended_sessions.is_ended(own)
    assert ended_sessions.end(own) is True
    assert ended_sessions.end(own) is False
    restart()
    assert ended_sessions.is_ended(own)
    assert not ended_sessions.is_ended(later)
    assert ended_sessions.end(own) is False


def test_what_is_kept_is_the_accounts_own_and_says_nothing_of_a_person() -> None:
    ended_sessions.end(claims("ana@example.org"))
    mode = stat.S_IMODE(ended_sessions.file().stat().st_mode)
    content = ended_sessions.file().read_text(encoding="utf-8")
    assert (mode, "ana" in content) == (0o600, False)


def test_the_mode_does_not_depend_on_the_mask_of_the_process() -> None:
    before = os.umask(0)
    try:
        ended_sessions.end(claims())
    finally:
        os.umask(before)
    assert stat.S_IMODE(ended_sessions.file().stat().st_mode) == 0o600


def test_the_end_that_another_server_wrote_is_seen_at_once() -> None:
    own = claims()
    ended_sessions.end(claims(hours_ago=1))
    assert not ended_sessions.is_ended(own)
    file = ended_sessions.file()
    file.write_text(json.dumps({ended_sessions.key(own): time.time() + 60}), encoding="utf-8")
    assert ended_sessions.is_ended(own)


def test_an_entry_is_dropped_once_streamlit_would_refuse_the_cookie_itself() -> None:
    assert ended_sessions.KEPT_SECONDS > 31 * 86_400
    file = ended_sessions.file()
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"old": time.time() - 1, "new": time.time() + 60}), encoding="utf-8")
    own = claims()
    ended_sessions.end(own)
    assert set(json.loads(file.read_bytes())) == {"new", ended_sessions.key(own)}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": "b"}', "null"])
def test_a_list_that_cannot_be_read_lets_nobody_in(content: str) -> None:
    file = ended_sessions.file()
    file.parent.mkdir(parents=True)
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Problem, match="nobody can be signed in"):
        ended_sessions.is_ended(claims())


def test_an_end_that_cannot_be_written_counts_in_this_server(caplog: pytest.LogCaptureFixture) -> None:
    folder = ended_sessions.file().parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file in the way", encoding="utf-8")
    assert ended_sessions.end(claims()) is True
    assert "couldn't be written" in caplog.text
    assert ended_sessions.key(claims()) in ended_sessions._ended_here
