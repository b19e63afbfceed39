"""How a download goes is looked up while there is something to see, and not by idle tabs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from pages.parts.downloads import transfers
from pages.parts.downloads.transfers import Transfer
from tests.pages.sms_log.page import SmsLogPage

TOKEN = "a-token-of-a-tab"  # noqa: S105 - made up


def tab() -> None:
    from pages.parts.downloads import offer
    from pages.parts.frame import session

    session.DOWNLOAD_TOKEN.set("a-token-of-a-tab")
    offer.progress()


@pytest.fixture
def timers(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many parts of a page the browser is asked to draw again and again, since the last look."""
    seen: list[ForwardMsg] = []
    original = LocalScriptRunner.forward_msgs

    def noted(runner: LocalScriptRunner) -> list[ForwardMsg]:
        messages = original(runner)
        seen.extend(messages)
        return messages

    monkeypatch.setattr(LocalScriptRunner, "forward_msgs", noted)

    def count() -> int:
        number = sum(message.WhichOneof("type") == "auto_rerun" for message in seen)
        seen.clear()
        return number

    return count


def test_a_tab_without_a_download_looks_for_none(timers: Callable[[], int]) -> None:
    AppTest.from_function(tab).run()
    assert timers() == 0


def test_a_tab_looks_how_its_download_goes_until_it_ends(timers: Callable[[], int]) -> None:
    record = transfers.Record(TOKEN, Transfer("x.csv", 2))
    page = AppTest.from_function(tab).run()
    assert timers() == 1
    record.update("done", rows=2)
    page.run()
    assert timers() == 0
    assert "2 rows" in page.markdown[0].value


def test_a_click_on_a_download_button_lets_the_page_look_for_it(timers: Callable[[], int]) -> None:
    page = SmsLogPage()
    idle = timers()
    page.click("download", "xlsx")
    assert timers() == idle + 1
