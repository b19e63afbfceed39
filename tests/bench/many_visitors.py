"""Thirty visitors at once: each changes a filter of SMS Log every two seconds, over the real websocket.

There is no browser: a visitor sends Streamlit's own messages, so that only the server is measured.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from pathlib import Path
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench import timing
from tests.browser.dashboard import served

PEOPLE, EVERY_SECONDS, CHANGES = 30, 2.0, 10
TIMES_ALONE = 3
PAGE, FIELD = "sms_log", "Schools"
ANSWER_SECONDS = 60


def measure(folder: Path, logs: Path) -> None:
    """Print the median and the 95th percentile of the time from a change to the end of the page's run.

    One visitor alone comes first, on the same server.
    """
    with served(folder, logs=logs) as server:
        host = urlsplit(server.address).netloc
        alone = statistics.median(asyncio.run(_crowd(host, 1)))
        times = asyncio.run(_crowd(host, PEOPLE))
    median, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    timing.print_figure(
        f"{PEOPLE} people, a filter change each {EVERY_SECONDS:.0f} s",
        f"median {median:.0f}, 95 % {high:.0f} ms, {median / alone:.2f} x {alone:.0f} ms alone",
        f"the median at most {TIMES_ALONE} x alone",
    )


async def _crowd(host: str, people: int) -> list[float]:
    visitors = [Visitor(seed) for seed in range(people)]
    for visitor in visitors:
        await visitor.arrive(host)
    await asyncio.gather(*(visitor.change_often() for visitor in visitors))
    return [milliseconds for visitor in visitors for milliseconds in visitor.times]


class Visitor:
    """One open tab, as the server sees it."""

    def __init__(self, seed: int, page: str = PAGE) -> None:
        self.times: list[float] = []
        self._page_name = page
        self._random = random.Random(seed)  # noqa: S311 - not a secret
        self._page = self._field = ""
        self._options: list[str] = []

    async def arrive(self, host: str) -> None:
        self._socket = await websockets.connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(f"http://{host}"),
            max_size=None,
        )
        await self._ask(None)

    async def change_often(self) -> None:
        await asyncio.sleep(self._random.random() * EVERY_SECONDS)
        for _change in range(CHANGES):
            await self.change(EVERY_SECONDS)
        await self.leave()

    async def change(self, every_seconds: float) -> None:
        """Change the filter, note how long it times, and wait until the next change is due."""
        begun = time.perf_counter()
        await self._ask(self._random.choice(self._options))
        seconds = time.perf_counter() - begun
        self.times.append(1000 * seconds)
        await asyncio.sleep(max(0.0, every_seconds - seconds))

    async def leave(self) -> None:
        await self._socket.close()

    async def _ask(self, school: str | None) -> None:
        """Request one run of the page, with the school selected, and wait for its end."""
        message = BackMsg()
        if self._page:
            message.rerun_script.page_script_hash = self._page
        else:
            message.rerun_script.page_name = self._page_name
        if school is not None:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self._field
            state.string_array_value.data.append(school)
        await self._socket.send(message.SerializeToString())
        while not self._is_end(await asyncio.wait_for(self._socket.recv(), ANSWER_SECONDS)):
            pass

    def _is_end(self, received: str | bytes) -> bool:
        message = ForwardMsg()
        message.ParseFromString(received if isinstance(received, bytes) else received.encode())
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self._page = message.navigation.page_script_hash
        field = message.delta.new_element.multiselect
        if field.label == FIELD:
            self._field, self._options = field.id, list(field.options)
        return bool(kind == "script_finished")
