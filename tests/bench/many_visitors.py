"""Many visitors at once: each changes a filter of SMS Log again and again, over the real websocket.

There is no browser: a visitor sends Streamlit's own messages, so that only the server is measured. It reads
none that it needn't, since it runs on the same machine.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PAGE, FIELD = "sms_log", "Schools"
ANSWER_SECONDS = 60
END_BYTES = 128  # the message that ends a run is shorter
ARRIVING = 8  # visitors who open the page at the same time


@dataclass
class Crowd:
    """What a crowd saw: the milliseconds of each change, and what went wrong."""

    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


async def crowd(
    host: str, people: int, every_seconds: float, seconds: float, arrived: Callable[[], object] = int
) -> Crowd:
    """Let so many people change a filter every so often. `arrived` is called once all have the page."""
    visitors = [Visitor(seed) for seed in range(people)]
    seen, doors = Crowd(), asyncio.Semaphore(ARRIVING)

    async def arrive(visitor: Visitor) -> None:
        async with doors:
            await visitor.arrive(host)

    async def stay(visitor: Visitor, until: float) -> None:
        try:
            await visitor.change_until(until, every_seconds)
        except (OSError, TimeoutError, websockets.WebSocketException) as error:
            seen.errors.append(type(error).__name__)

    await asyncio.gather(*map(arrive, visitors))
    arrived()
    until = time.perf_counter() + seconds
    await asyncio.gather(*(stay(visitor, until) for visitor in visitors))
    for visitor in visitors:
        seen.times += visitor.times
        seen.errors += visitor.errors
    return seen


class Visitor:
    """One open tab, as the server sees it."""

    def __init__(self, seed: int, page: str = PAGE) -> None:
        self.times: list[float] = []
        self.errors: list[str] = []
        self.options: list[str] = []
        self.first_chart: float | None = None  # when it came, by time.perf_counter
        self._page_name = page
        self._random = random.Random(seed)  # noqa: S311 - not a secret
        self._page = self._field = self._fragment = ""
        self._has_arrived = False

    async def arrive(self, host: str) -> None:
        """Open the page, and wait until it is drawn."""
        self._socket = await websockets.connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(f"http://{host}"),
            max_size=None,
            compression=None,  # the server compresses nothing unless its settings say so
            ping_interval=None,
        )
        await self._ask(None)
        self._has_arrived = True

    async def change_until(self, until: float, every_seconds: float) -> None:
        """Change the filter every so often, from a random moment of the first turn on; then leave."""
        await asyncio.sleep(self._random.random() * every_seconds)
        while time.perf_counter() < until:
            await self.change(every_seconds)
        await self.leave()

    async def change(self, every_seconds: float, option: str = "") -> None:
        """Change the filter, note how long it took, and wait until the next change is due."""
        begun = time.perf_counter()
        await self._ask(option or self._random.choice(self.options))
        seconds = time.perf_counter() - begun
        self.times.append(1000 * seconds)
        await asyncio.sleep(max(0.0, every_seconds - seconds))

    async def leave(self) -> None:
        """Close the tab."""
        await self._socket.close()

    async def _ask(self, school: str | None) -> None:
        """Request one run of the page, with the school selected, and wait for its end."""
        message = BackMsg()
        if self._page:
            message.rerun_script.page_script_hash = self._page
        else:
            message.rerun_script.page_name = self._page_name
        if school is not None:
            message.rerun_script.fragment_id = self._fragment
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self._field
            state.string_array_value.data.append(school)
        await self._socket.send(message.SerializeToString())
        while not self._is_end(await asyncio.wait_for(self._socket.recv(), ANSWER_SECONDS)):
            pass

    def _is_end(self, received: str | bytes) -> bool:
        if self._has_arrived and len(received) > END_BYTES:
            return False
        message = ForwardMsg()
        message.ParseFromString(received if isinstance(received, bytes) else received.encode())
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self._page = message.navigation.page_script_hash
        elif kind == "delta":
            self._look_at(message)
        elif (
            kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
        ):
            self.errors.append("a run failed")
        return bool(kind == "script_finished")

    def _look_at(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "multiselect" and element.multiselect.label == FIELD:
            self._field, self.options = element.multiselect.id, list(element.multiselect.options)
            self._fragment = message.delta.fragment_id
        elif kind == "plotly_chart" and self.first_chart is None:
            self.first_chart = time.perf_counter()
        elif kind == "exception":
            self.errors.append(element.exception.type)
