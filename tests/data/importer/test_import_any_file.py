"""Every row of any file has one outcome, and the order of files doesn't matter."""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from data.importer import ImportOrder, examine
from data.importer.order import SKIPPED
from data.words import vocabulary
from tests.import_files import (
    CHANGED,
    CONTACTS,
    LISTED,
    LOG,
    counts,
    csv_text,
    import_file,
    number,
    rows_of,
    utc,
    written,
)

AS_OF = utc(2026, 6, 1)
NUMBERS = [number(last) for last in range(4)]
WORDS = [result.name for result in vocabulary.RESULTS] + [status.name for status in vocabulary.STATUSES]
TIMES = ["2026-09-30 08:12", "9/30/2026 8:12 AM", "2026-11-01 01:30", "2026-10-31T23:59:59Z", "soon"]
MESSY = [
    '"',
    '"a',
    'a"b',
    "a\nb",
    "\r",
    "\0",
    " ",
    "\N{NO-BREAK SPACE}",
    "x,y",
    ";",
    "\t",
    "=1+1",
    "é",
    "\ufeff",
]
HEADERS = {
    "log": (*LOG, "Updated", "Direction"),
    "status": CHANGED,
    "contacts": CONTACTS,
}
# A quick example is an import of a third of a second, so there are few of them, each with much in it.
FEW = trying(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
VERY_FEW = trying(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Row = tuple[str, ...]
TABLES = {"log": "messages", "status": "status_changes", "contacts": "contacts"}

cells = st.one_of(
    st.sampled_from([*WORDS, *TIMES, *NUMBERS, "", "m1", "m2", "inbound", "duplicate_number", "2.1E+09"]),
    st.sampled_from(MESSY),
    st.text(max_size=6),
)


@st.composite
def _files(draw: st.DrawFn) -> tuple[str, str]:
    """A kind of file, and the text of one with messy cells, rows of any width, and any line ends."""
    kind = draw(st.sampled_from(sorted(HEADERS)))
    width = len(HEADERS[kind])
    usual = st.lists(cells, min_size=width, max_size=width)
    rows = draw(st.lists(st.one_of(usual, usual, st.lists(cells, max_size=width + 2)), max_size=25))
    lines = [_line(row, quoted=draw(st.booleans())) + draw(st.sampled_from(["\n", "\r\n"])) for row in rows]
    return kind, csv_text(HEADERS[kind]) + "".join(lines)


def _line(row: Sequence[str], *, quoted: bool) -> str:
    if not quoted:
        return ",".join(row)
    held = io.StringIO()
    csv.writer(held, lineterminator="").writerow(row)
    return held.getvalue()


def _state(uri: str, kind: str) -> list[dict[str, Any]]:
    unlike = ("import_id",)  # what only says by which import a row came
    return sorted(
        (
            {name: cell for name, cell in row.items() if name not in unlike}
            for row in rows_of(TABLES[kind], uri)
        ),
        key=repr,
    )


@FEW
@given(_files())
@example(("log", csv_text(HEADERS["log"]) + '"\r,,,,,,\n'))
def test_every_row_of_any_file_becomes_one_thing_and_once(given_file: tuple[str, str]) -> None:
    kind, content = given_file
    with tempfile.TemporaryDirectory() as folder:
        uri = f"{folder}/logs"
        file = written(Path(folder) / "file.csv", content.encode("utf-8", "surrogatepass"))
        words = _words_skipped(file, kind)
        if not examine(ImportOrder(file, file.name, kind=kind, as_of=AS_OF)).rows_read:
            return
        once = counts(import_file(file, kind=kind, as_of=AS_OF, uri=uri, words=words))
        state = _state(uri, kind)
        assert len(state) == once.get("stored", 0)
        assert len(rows_of("left_out", uri)) == once.get("set_aside", 0) + once.get("rejected", 0)
        file.write_bytes(file.read_bytes() + b"\n\n")  # the same rows in a file that is not known
        twice = counts(import_file(file, kind=kind, as_of=AS_OF, uri=uri, words=words))
        assert (twice.get("stored", 0), twice.get("updated", 0)) == (0, 0)
        assert sum(twice.values()) == sum(once.values())
        assert _state(uri, kind) == state
        _adds_up(uri)


def _words_skipped(file: Path, kind: str) -> dict[str, dict[str, str]]:
    """Return the answer to every word that is asked: skip its rows."""
    unknown = examine(ImportOrder(file, file.name, kind=kind, as_of=AS_OF)).unknown
    return {unknown[0].field: {word.word: SKIPPED for word in unknown}} if unknown else {}


def _adds_up(uri: str) -> None:
    """What charts read counts the same texts as the messages themselves."""
    texts = Counter((row["month"], row["result"], row["reason"]) for row in rows_of("messages", uri))
    counted: Counter[tuple[str, str, str | None]] = Counter()
    for row in rows_of("daily_results", uri):
        counted[row["month"], row["result"], row["reason"]] += row["texts"]
    assert counted == texts


@st.composite
def _parted(draw: st.DrawFn, rows: st.SearchStrategy[list[Row]]) -> list[list[Row]]:
    """Rows shared out among three files, which come in another order, with their rows in another order."""
    everything = draw(rows)
    places = draw(st.lists(st.integers(0, 2), min_size=len(everything), max_size=len(everything)))
    return [[row for row, at in zip(everything, places, strict=True) if at == part] for part in range(3)]


def _stored(folder: str, header: Sequence[str], files: Sequence[Sequence[Row]], kind: str) -> Any:
    uri = f"{folder}/{len(list(Path(folder).iterdir()))}"
    for place, rows in enumerate(filter(None, files)):
        import_file(written(Path(folder) / f"{place}.csv", csv_text(header, *rows)), kind=kind, uri=uri)
    if kind == "log":
        _adds_up(uri)
        return _state(uri, kind)
    return [(row["number"], row["status"], row["changed_at"]) for row in _state(uri, kind)]


texts: st.SearchStrategy[list[Row]] = st.lists(
    st.tuples(
        st.integers(0, 11),
        st.sampled_from(vocabulary.RESULTS),
    ),
    min_size=20,
    max_size=60,
).map(
    # An id has one time: in a file, one with several would be several texts.
    lambda points: [
        (f"m{n}", f"2026-{9 + n % 2:02}-1{n % 10} 08:12", NUMBERS[0], result.name, "", _later(place))
        for place, (n, result) in enumerate(points)
    ]
)


def _later(place: int) -> str:
    return (datetime(2026, 10, 1) + timedelta(minutes=place)).isoformat()  # noqa: DTZ001 - local time


@VERY_FEW
@given(_parted(texts), st.permutations(range(3)), st.randoms(use_true_random=False))
def test_texts_with_their_own_updates_end_the_same_in_any_order(
    files: list[list[Row]], order: list[int], chance: Any
) -> None:
    header = (*LOG, "Updated")
    shuffled = [chance.sample(files[place], len(files[place])) for place in order]
    with tempfile.TemporaryDirectory() as folder:
        assert _stored(folder, header, files, "log") == _stored(folder, header, shuffled, "log")


lists: st.SearchStrategy[list[Row]] = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(vocabulary.STATUSES), st.integers(1, 3)),
    unique_by=lambda points: (points[0], points[2]),
    min_size=6,
).map(lambda points: [(NUMBERS[at], status.name, f"2026-05-0{day}") for at, status, day in points])


@VERY_FEW
@given(_parted(lists), st.permutations(range(3)), st.randoms(use_true_random=False))
def test_dated_consent_lists_give_the_same_history_in_any_order(
    files: list[list[Row]], order: list[int], chance: Any
) -> None:
    header = (*LISTED, "As Of")
    shuffled = [chance.sample(files[place], len(files[place])) for place in order]
    with tempfile.TemporaryDirectory() as folder:
        assert _stored(folder, header, files, "status") == _stored(folder, header, shuffled, "status")
