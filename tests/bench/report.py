"""What a run measured: each figure with its bound, printed at once and kept in a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

COMMAND = "command"  # of the machine: one line for each run whose figures are there
SEVERAL = 0  # the size of a figure that compares several sizes, or has a log of its own


@dataclass(frozen=True)
class Figure:
    """One measured figure. `texts` is the size of the store; `is_met` is None if there is no bound."""

    part: str
    title: str
    texts: int
    figure: str
    bound: str = ""
    is_met: bool | None = None


@dataclass(frozen=True)
class Peer:
    """The median milliseconds of one question on one engine; None, and why, if it wasn't measured."""

    texts: int
    question: str
    engine: str
    milliseconds: float | None
    note: str = ""


@dataclass
class Report:
    """All that was measured so far. `file` gets every figure at once, for a run that ends early."""

    file: Path
    machine: dict[str, str] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    peers: list[Peer] = field(default_factory=list)
    curve: list[tuple[float, float]] = field(default_factory=list)  # minutes and MB of the long run
    profile: str = ""
    part: str = ""
    texts: int = SEVERAL

    def begin(self, part: str, texts: int = SEVERAL) -> None:
        """Say to which part and size the next figures belong, and drop those of earlier runs."""
        self.part, self.texts = part, texts
        self.figures = [one for one in self.figures if (one.part, one.texts) != (part, texts)]
        print(f"\n{part}{f', {texts:,} texts' if texts else ''}", flush=True)

    def note(self, title: str, figure: str, bound: str = "", *, is_met: bool | None = None) -> None:
        """Keep and print one figure with its bound."""
        missed = " MISSED" if is_met is False else ""
        print(f"{title:62} {figure:28} {bound}{missed}", flush=True)
        self.figures.append(Figure(self.part, title, self.texts, figure, bound, is_met))
        self.keep()

    def note_peer(self, peer: Peer) -> None:
        """Keep and print the time of one engine."""
        took = "not measured" if peer.milliseconds is None else f"{peer.milliseconds:.1f} ms"
        print(f"{peer.question:36} {peer.engine:34} {took:14} {peer.note}", flush=True)
        self.peers.append(peer)
        self.keep()

    def note_profile(self, text: str) -> None:
        """Keep and print where the time of a filter change goes."""
        print(text, flush=True)
        self.profile = text
        self.keep()

    def keep(self) -> None:
        """Write all of it to the file."""
        values = {key: value for key, value in asdict(self).items() if key not in {"file", "part", "texts"}}
        self.file.write_text(json.dumps(values, indent=1), encoding="utf-8")

    def add_earlier(self) -> None:
        """Begin with what the file has of earlier runs; what this run measures takes its place."""
        if not self.file.exists():
            return
        earlier = json.loads(self.file.read_text(encoding="utf-8"))
        self.figures = [Figure(**one) for one in earlier["figures"]]
        self.peers = [Peer(**one) for one in earlier["peers"]]
        self.curve = [(minutes, size) for minutes, size in earlier["curve"]]
        self.profile = earlier["profile"]
        self.add_commands(earlier["machine"].get(COMMAND, "").splitlines())

    def add_commands(self, earlier: Iterable[str]) -> None:
        """Put the commands of earlier runs before that of this one."""
        commands = [*earlier, self.machine.get(COMMAND, "")]
        self.machine[COMMAND] = "\n".join(filter(None, dict.fromkeys(commands)))
