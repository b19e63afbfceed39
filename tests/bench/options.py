"""The options of `python -m tests.bench`."""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

MEASURES = {
    "files": "imports, changed rows, questions and downloads of one log",
    "nights": "nightly imports, one after the other",
    "version": "whether the data is newer, after one import and after many",
    "lists": "pages of the list of texts",
    "why": "why texts weren't delivered, and what is unusual",
    "broadcasts": "the list of broadcasts, and the report of one",
    "numbers": "one number, one text, consent checks",
    "contacts": "who can be texted, numbers to fix, and a list",
    "work": "the server's work for a filter change",
    "profile": "where the time of a filter change goes",
    "cold": "a cold start",
    "pages": "first visits of pages, and filter changes in a browser",
    "people": "thirty people at once",
    "clients": "ten clients at once",
    "soak": "two hundred sessions for a long time (the largest size)",
    "sizes": "a filter change at the largest size beside the smallest",
    "peers": "other engines",
    "scale": "the same questions on DuckDB and on Spark (docs/scale.md)",
    "day": "the import of a day's texts, and pages during an import",
}


@dataclass(frozen=True)
class Options:
    """What to measure, at which sizes, and how large the districts are."""

    rows: tuple[int, ...]
    imports: int
    schools: int
    broadcasts: int
    months: int
    log_rows: int
    nights: int
    soak: float
    client_seconds: float
    peers_at: int
    only: tuple[str, ...]
    results: Path
    add: bool
    write: bool

    def measures(self, name: str) -> bool:
        """Return whether a measure is selected."""
        return name in self.only


def read(words: list[str] | None = None) -> Options:
    """Return the options of the command line, or of the words."""
    lines = "\n".join(f"  {name:9} {meaning}" for name, meaning in MEASURES.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Measure everything. Machines differ, ratios less.",
        epilog=f"measures:\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--rows", default="1000000", type=_sizes, help="texts of the districts, such as 1000000,10000000")
    add("--imports", type=int, default=1000, help="imports of a district")
    add("--schools", type=int, default=40, help="schools of a district")
    add(
        "--broadcasts",
        type=int,
        default=0,
        help="broadcasts of a district; by default, of 400 texts or more",
    )
    add("--months", type=int, default=36, help="months of a district")
    add("--log-rows", type=int, default=1_000_000, help="texts of the log for imports and downloads")
    add("--nights", type=int, default=1000, help="nightly imports, one after the other")
    add("--soak", type=float, default=1, metavar="MINUTES", help="how long 200 sessions stay")
    add("--client-seconds", type=float, default=60, help="how long ten clients ask")
    add("--peers-at", type=int, default=10_000_000, help="the size at which every engine is measured")
    add("--only", default=",".join(MEASURES), type=_measures, help="measures, separated by commas")
    results = Path(tempfile.gettempdir()) / "sms-reports-bench.json"
    add("--results", type=Path, default=results, help="the file of all figures")
    add("--add", action="store_true", help="keep what earlier runs, or the page, have and this one doesn't")
    add("--write", action="store_true", help="write the figures into docs/speed.md")
    return Options(**vars(parser.parse_args(words)))


def _sizes(words: str) -> tuple[int, ...]:
    return tuple(sorted(int(word.replace("_", "")) for word in words.split(",")))


def _measures(words: str) -> tuple[str, ...]:
    names = tuple(words.split(","))
    if unknown := set(names) - set(MEASURES):
        raise argparse.ArgumentTypeError(f"no such measure: {', '.join(sorted(unknown))}")
    return names
