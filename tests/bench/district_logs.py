"""Stores of an invented large district, made once and kept in the temporary folder.

A store comes from `imports` imports: nightly ones of a few texts each, all of one month, then one for each
month, a contact list and a consent list. What depends on the number of imports is the commits, the rows
of `imports` and the number of files, not how many rows each import has; so a store of 100 million texts
takes minutes. The month of the nights is the one before the others: pages show the newest 30 days first,
which are those of a full month. Each night writes its month again, so more texts would take much space.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from filelock import FileLock

from data.engine import by_time
from data.importer import ImportOrder, import_file
from data.tables import store
from data.tables.schemas import SCHEMAS
from tests.bench import district_files
from tests.bench.district_files import FAMILIES, LISTS, LOG, RAW, SCHOOLS, Month

FIRST_YEAR = 2023
LEAST_OF_A_BROADCAST, MOST_BROADCASTS = 400, 20_000
MOST_OF_A_NIGHT = 10
LISTED_AT = datetime(2026, 1, 1, tzinfo=UTC)  # the date of the contact list and the consent list
MADE = "made.json"  # written last, so a copy without it is incomplete
Step = tuple[str, str, Callable[[Path], None]]  # name of a file, its kind, and what writes it


@dataclass(frozen=True)
class Shape:
    """How large a district is. By default, it has thousands of broadcasts, of 400 texts or more."""

    rows: int
    imports: int = 1000
    schools: int = SCHOOLS
    months: int = 36
    broadcasts: int = 0
    families: int = FAMILIES

    @property
    def nights(self) -> int:
        """How many of the imports are nightly ones."""
        return max(0, self.imports - self.months - len(LISTS))

    @property
    def rows_of_a_night(self) -> int:
        """How many texts a nightly import has: the nights have at most a hundredth of all texts."""
        return min(MOST_OF_A_NIGHT, max(1, self.rows // 100 // self.nights)) if self.nights else 0

    @property
    def texts_of_a_broadcast(self) -> int:
        """How many texts a broadcast of a full month has."""
        most = self.broadcasts or MOST_BROADCASTS
        return max(1 if self.broadcasts else LEAST_OF_A_BROADCAST, -(-self.rows // most))

    def full_months(self) -> list[Month]:
        """Return the months that are one import each, oldest first."""
        base, broadcast = self.nights * self.rows_of_a_night, self.nights
        rows, each, months = self.rows - base, self.texts_of_a_broadcast, []
        for place in range(self.months):
            count = rows * (place + 1) // self.months - rows * place // self.months
            day = date(FIRST_YEAR + place // 12, place % 12 + 1, 1)
            months.append(Month(day, count, base, broadcast, each, self.schools, self.families))
            base, broadcast = base + count, broadcast - (-count // each)
        return months

    def month_of_nights(self) -> Month | None:
        """Return the month before the others, if there are nights; each night is one broadcast."""
        if not self.nights:
            return None
        day, each = date(FIRST_YEAR - 1, 12, 1), self.rows_of_a_night
        return Month(day, self.nights * each, 0, 0, each, self.schools, self.families)


def kept(shape: Shape) -> Path:
    """Return the store of that shape, for those who only read; make it if it isn't there in full.

    The nights are the same in stores of any size, so they are imported once.
    """
    nights = shape.month_of_nights()
    start = None if nights is None else _kept("nights", (nights, shape.nights), list(_nights(shape)), None)
    logs = _kept(f"store-{shape.rows}", astuple(shape), list(_steps(shape))[: shape.imports], start)
    by_time.make(store.newest(str(logs)))  # as an import's end and a server's start do
    return logs


def _kept(name: str, made_from: object, steps: list[Step], start: Path | None) -> Path:
    """Return the store that comes from the steps; a store to start from has the first of them."""
    folder = _folder(name, made_from)
    with FileLock(folder.with_suffix(".lock")):  # another run may be making the same one
        if not is_complete(folder):
            shutil.rmtree(folder, ignore_errors=True)
            _make(folder.with_suffix(".part"), steps, start).rename(folder)
    return folder / "logs"


def _make(part: Path, steps: list[Step], start: Path | None) -> Path:
    part.mkdir(exist_ok=True)
    if start and not (part / "logs").exists():
        arriving = part / "arriving"
        shutil.rmtree(arriving, ignore_errors=True)
        linked(start, arriving).rename(part / "logs")
    _import_all(steps, part)
    files = {str(file.relative_to(part)): file.stat().st_size for file in _stored_files(part)}
    (part / MADE).write_text(json.dumps(files), encoding="utf-8")
    return part


def is_complete(folder: Path) -> bool:
    """Return whether every file is there in full that was there when the folder was made."""
    try:
        files: dict[str, int] = json.loads((folder / MADE).read_text(encoding="utf-8"))
        return all((folder / name).stat().st_size == size for name, size in files.items())
    except (OSError, ValueError):
        return False


def linked(logs: Path, copy: Path) -> Path:
    """Return a copy of a store for those who write, which takes no space for what they leave as it is.

    Files of rows never change, so they are the same files under a second name; all others are copied. Those
    of the texts in order of time are made from the tables, so they belong to the copy, too.
    """
    for file in (*_stored_files(logs), *logs.glob("work/*/month=*/*.parquet")):
        target = copy / file.relative_to(logs)
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".parquet" and "_delta_log" not in file.parts:
            os.link(file, target)
        else:
            shutil.copy2(file, target)
    return copy


def raw_files(shape: Shape) -> list[Path]:
    """Return the same texts as plain Parquet files, one for each month; make them if need be."""
    folder = _folder(f"raw-{shape.rows}", astuple(shape))
    months = [month for month in (shape.month_of_nights(), *shape.full_months()) if month]
    names = [f"{month.day:%Y-%m}.parquet" for month in months]
    if not is_complete(folder):
        folder.mkdir(exist_ok=True)
        for month, name in zip(months, names, strict=True):
            month.write_raw(folder / name)
        sizes = {name: (folder / name).stat().st_size for name in names}
        (folder / MADE).write_text(json.dumps(sizes), encoding="utf-8")
    return [folder / name for name in names]


def _folder(name: str, made_from: object) -> Path:
    code = f"{LOG}{RAW}{LISTS}{SCHEMAS}{made_from}".encode()
    mark = hashlib.sha256(code).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"sms-reports-bench-{name}-{mark}"


def _stored_files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, without those of a store's workspace."""
    for file in folder.rglob("*"):
        if file.is_file() and "work" not in file.relative_to(folder).parts:
            yield file


def _import_all(steps: list[Step], folder: Path) -> None:
    """Import every file that isn't imported yet: what an earlier run began is continued."""
    target, uri = folder / "file.parquet", str(folder / "logs")
    for name, kind, write in steps[_imported(uri) :]:
        write(target)
        as_of = None if kind == "log" else LISTED_AT
        import_file(ImportOrder(target, name, kind, as_of=as_of), uri=uri)
    target.unlink(missing_ok=True)
    if _imported(uri) != len(steps):
        raise SystemExit("the logs of the district weren't imported")


def _imported(uri: str) -> int:
    snapshot = store.newest(uri)
    return int(snapshot.table("imports").num_rows) if snapshot.number >= 0 else 0


def _steps(shape: Shape) -> Iterator[Step]:
    yield from _nights(shape)
    for full in shape.full_months():
        yield f"{full.day:%Y-%m}.parquet", "log", full.write_log
    for kind in LISTS:
        yield f"{kind}.parquet", kind, partial(_write_list, kind, shape)


def _nights(shape: Shape) -> Iterator[Step]:
    if month := shape.month_of_nights():
        rows = shape.rows_of_a_night
        for night in range(shape.nights):
            write = partial(month.write_log, first=night * rows, rows=rows)
            yield f"night {night + 1}.parquet", "log", write


def _write_list(kind: str, shape: Shape, target: Path) -> None:
    district_files.write_list(kind, target, shape.schools, shape.families)
