"""A tab of a real browser, and what payloads managed to do in it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, WebSocket

from tests.attack import payloads
from tests.browser.dashboard import settle

SIGNS = Path(__file__).with_name("signs.js").read_text(encoding="utf-8")
MOST_BYTES = 2_000_000  # of a page, and of what the server sends for it
POLICY = "Content Security Policy"
WRONG = ("Something went wrong on our side", "Traceback")


class Watched:
    """A tab that notes every dialog, request and violation of the content policy."""

    def __init__(self, page: Page, address: str) -> None:
        """Watch a tab that will show pages of the dashboard at an address."""
        self.page, self.address = page, address
        self._noted: list[str] = []
        self._received = 0
        page.on("dialog", self._note_dialog)
        page.on("request", self._note_request)
        page.on("console", self._note_message)
        page.on(
            "pageerror", lambda error: self._noted.append(f"an error of a script: {error.message[:160]}")
        )
        page.on("popup", lambda _popup: self._noted.append("another window"))
        page.on("websocket", self._weigh)

    def open(self, path: str) -> None:
        """Open a page and wait until it is drawn."""
        self._received = 0
        self.page.goto(self.address + path)
        settle(self.page)

    def signs(self) -> list[str]:
        """Return what came of payloads since the last call, each once."""
        self.look()
        noted, self._noted = self._noted, []
        return [*dict.fromkeys(noted)]

    def look(self) -> None:
        """Note what has come of payloads on the page as it is now."""
        values = [payloads.UNSEEN, payloads.CALCULATED, payloads.HOST]
        self._noted += self.page.evaluate(SIGNS, values)
        size = len(self.page.content())
        if size > MOST_BYTES or self._received > MOST_BYTES:
            self._noted.append(f"a page of {size:,} bytes, for which {self._received:,} were sent")
        text = self.page.locator("body").inner_text()
        self._noted += [f"an error: {wrong}" for wrong in WRONG if wrong in text]

    def _note_dialog(self, dialog: Dialog) -> None:
        self._noted.append(f"a dialog: {dialog.message[:80]}")
        dialog.dismiss()

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:", "blob:")):
            self._noted.append(f"a request: {request.url[:160]}")

    def _note_message(self, message: ConsoleMessage) -> None:
        if POLICY in message.text:
            self._noted.append(f"a violation: {message.text[:160]}")

    def _weigh(self, socket: WebSocket) -> None:
        def add(payload: bytes | str) -> None:
            self._received += len(payload)

        socket.on("framereceived", add)
