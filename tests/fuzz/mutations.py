"""Ways to spoil a file. Each takes where (`at`, `to`: shares of the file) and which (`pick`)."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import zipfile
from collections.abc import Callable

from tests.fuzz.odd_values import ANYWHERE, CELLS, ENCODINGS, ENDINGS, HUGE, VALUES
from tests.fuzz.seed_files import File, seeds, zipped

Spoil = Callable[[File, float, float, int], File]
VALUE = re.compile(rb'":\s*("(?:[^"\\]|\\.)*"|[\w.+-]+|\[\]|\{\})')
LARGEST = 2_000_000  # bytes: what grows beyond is cut, so that a case takes no minutes
WAYS: dict[str, Spoil] = {}


def way(spoil: Callable[[bytes, float, float, int], bytes]) -> Spoil:
    """A way that changes what a file holds, and not its name."""

    def spoiled(file: File, at: float, to: float, pick: int) -> File:
        return file._replace(content=spoil(file.content, at, to, pick)[:LARGEST])

    WAYS[spoil.__name__] = spoiled
    return spoiled


def _part(content: bytes, at: float, to: float) -> tuple[int, int]:
    first, last = sorted((int(at * len(content)), int(to * len(content))))
    return first, last


@way
def flip(content: bytes, at: float, to: float, pick: int) -> bytes:
    """Other bytes in up to nine places."""
    chance = random.Random(at + to + pick)
    spoiled = bytearray(content)
    for _place in range(1 + pick % 9):
        if spoiled:
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


@way
def delete(content: bytes, at: float, to: float, _pick: int) -> bytes:
    """A part of it is gone."""
    first, last = _part(content, at, to)
    return content[:first] + content[last:]


@way
def repeat(content: bytes, at: float, to: float, pick: int) -> bytes:
    """A part of it comes several times."""
    first, last = _part(content, at, to)
    return content[:last] + content[first:last] * (1 + pick % 4) + content[last:]


@way
def splice(content: bytes, at: float, to: float, pick: int) -> bytes:
    """It goes on as another file."""
    other = seeds()[pick % len(seeds())].content
    return content[: int(at * len(content))] + other[int(to * len(other)) :]


@way
def truncate(content: bytes, at: float, _to: float, _pick: int) -> bytes:
    """Its end is gone."""
    return content[: int(at * len(content))]


@way
def insert(content: bytes, at: float, to: float, pick: int) -> bytes:
    """Something odd stands in it, at one place or two."""
    for place in (at, to)[: 1 + pick % 2]:
        content = (
            content[: int(place * len(content))]
            + ANYWHERE[pick % len(ANYWHERE)]
            + content[int(place * len(content)) :]
        )
    return content


@way
def fill(content: bytes, at: float, _to: float, pick: int) -> bytes:
    """A huge cell stands in it."""
    place = int(at * len(content))
    return content[:place] + bytes([b'x" 9,\n'[pick % 6]]) * HUGE + content[place:]


@way
def set_cell(content: bytes, at: float, to: float, pick: int) -> bytes:
    """One of its cells holds something odd, or several of one column do."""
    mark = max((b",", b"\t", b";", b"|"), key=content.partition(b"\n")[0].count)
    lines = content.split(b"\n")
    first = min(1 + int(at * len(lines)), len(lines) - 1)
    for place in range(first, min(first + (1, 1, 9)[pick % 3], len(lines))):
        cells = lines[place].split(mark)
        cells[int(to * len(cells))] = CELLS[pick % len(CELLS)].encode("utf-8", "surrogatepass")
        lines[place] = mark.join(cells)
    return b"\n".join(lines)


@way
def set_value(content: bytes, at: float, _to: float, pick: int) -> bytes:
    """Of JSON, one of its values is something odd."""
    values = [*VALUE.finditer(content)]
    if not values:
        return content
    first, last = values[int(at * len(values))].span(1)
    odd = (*VALUES, *map(json.dumps, CELLS))
    return content[:first] + odd[pick % len(odd)].encode() + content[last:]


@way
def widen(content: bytes, _at: float, _to: float, pick: int) -> bytes:
    """It has many columns more, without names, with names alike, or each with its own."""
    wide = (50, 300, 2_500)[pick % 3]
    name = (",", ",Name", ",Name {}")[pick // 3 % 3]
    first, end, rest = content.partition(b"\n")
    return first + "".join(name.format(place) for place in range(wide)).encode() + end + rest


@way
def shuffle(content: bytes, at: float, to: float, pick: int) -> bytes:
    """Its lines come in another order."""
    lines = content.splitlines(keepends=True)
    first, last = sorted((int(at * len(lines)), int(to * len(lines)) + 1))
    random.Random(pick).shuffle(some := lines[first:last])
    return b"".join([*lines[:first], *some, *lines[last:]])


@way
def swap_cells(content: bytes, at: float, to: float, pick: int) -> bytes:
    """Two of its cells have changed places."""
    mark = (b",", b"\t", b";", b'"', b":")[pick % 5]
    cells = content.split(mark)
    one, other = int(at * len(cells)), int(to * len(cells))
    cells[one], cells[other] = cells[other], cells[one]
    return mark.join(cells)


@way
def head(content: bytes, at: float, to: float, pick: int) -> bytes:
    """Its first line is another file's, or gone, comes again later, or has a name twice, or one less."""
    first, _end, rest = content.partition(b"\n")
    names = first.split(b",")
    one, other = int(at * len(names)), int(to * len(names))
    match pick % 6:
        case 0:
            first = seeds()[pick % len(seeds())].content.partition(b"\n")[0]
        case 1:
            return rest
        case 2:
            lines = rest.split(b"\n")
            return b"\n".join([first, *lines[: pick % 7], first, *lines[pick % 7 :]])
        case 3:
            names[one] = names[other]
            first = b",".join(names)
        case 4:
            first = b",".join(names[:one] + names[one + 1 :])
        case _:
            first = b"A title, and a note\n\n" + first
    return first + b"\n" + rest


@way
def encode(content: bytes, _at: float, _to: float, pick: int) -> bytes:
    """It is written in another encoding."""
    return content.decode("utf-8", "replace").encode(ENCODINGS[pick % len(ENCODINGS)], "replace")


@way
def inside(content: bytes, at: float, to: float, pick: int) -> bytes:
    """Of a zip or a workbook, one of the files in it is spoiled; of a gzip file, what it holds."""
    chance = random.Random(pick)
    plain = [spoil for name, spoil in WAYS.items() if name != inside.__name__]
    try:
        if content.startswith(b"\x1f\x8b"):
            held = chance.choice(plain)(File("", gzip.decompress(content)), at, to, pick)
            return gzip.compress(held.content, mtime=0)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [File(info.filename, archive.read(info)) for info in archive.infolist()]
        place = chance.randrange(len(files))
        files[place] = chance.choice(plain)(files[place], at, to, pick)
        return zipped(files)
    except Exception:  # noqa: BLE001 - it is no such file, or spoiled already
        return content


def rename(file: File, _at: float, _to: float, pick: int) -> File:
    """Its name ends otherwise."""
    return file._replace(name=file.name.partition(".")[0] + ENDINGS[pick % len(ENDINGS)])


def pack(file: File, _at: float, _to: float, pick: int) -> File:
    """It is packed: alone, beside another file, in folders, or under a name that is none."""
    other = seeds()[pick % len(seeds())]
    match pick % 6:
        case 0:
            return File(f"{file.name}.gz", gzip.compress(file.content, mtime=0))
        case 1:
            return File("some.zip", zipped([file, other._replace(name=f"b/{other.name}")]))
        case 2:
            return File("some.zip", zipped([file._replace(name=f"a\\b/{file.name}"), file]))
        case 3:
            return File(
                "some.zip", zipped([file._replace(name=ANYWHERE[pick % len(ANYWHERE)].decode("latin-1"))])
            )
        case 4:
            return File("some.zip", zipped([]))
    return File("some.zip", zipped([file]))


WAYS |= {spoil.__name__: spoil for spoil in (rename, pack)}
