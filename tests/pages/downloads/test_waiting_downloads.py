"""Downloads that wait until few enough others run."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from pages.parts.downloads import transfers
from pages.parts.downloads.download_process import DownloadProcess
from queries import Selection
from tests.pages.fetching import download_url, request


def test_a_waiting_download_ends_when_its_browser_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    async def send(_message: Any) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr(DownloadProcess, "take_slot", lambda _own: False)
    url = download_url("sms_log", "csv", Selection(), transfer="a-token-of-one")
    asyncio.run(asyncio.wait_for(request(url, send, goes_away=True), 5))
    transfer = transfers.newest("a-token-of-one")
    assert transfer
    assert transfer.state == "stopped"
