"""Mutations of a file. Each takes where (`at`, `to`: shares of the file) and which one (`pick`)."""

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

Mutation = Callable[[File, float, float, int], File]
VALUE = re.compile(rb'":\s*("(?:[^"\\]|\\.)*"|[\w.+-]+|\[\]|\{\})')
LARGEST = 2_000_000  # bytes; a larger file is cut, so that a case doesn't take minutes
MUTATIONS: dict[str, Mutation] = {}


def of_content(change: Callable[[bytes, float, float, int], bytes]) -> Mutation:
    """Register a mutation of a file's content that keeps its name."""

    def mutate(file: File, at: float, to: float, pick: int) -> File:
        return file._replace(content=change(file.content, at, to, pick)[:LARGEST])

    MUTATIONS[change.__name__] = mutate
    return mutate


def _part(content: bytes, at: float, to: float) -> tuple[int, int]:
    first, last = sorted((int(at * len(content)), int(to * len(content))))
    return first, last


@of_content
def flip(content: bytes, at: float, to: float, pick: int) -> bytes:
    """Change bytes in up to nine places."""
    chance = random.Random(at + to + pick)
    mutated = bytearray(content)
    for _place in range(1 + pick % 9):
        if mutated:
            mutated[chance.randrange(len(mutated))] = chance.randrange(256)
    return bytes(mutated)


@of_content
def delete(content: bytes, at: float, to: float, _pick: int) -> bytes:
    """Delete a part."""
    first, last = _part(content, at, to)
    return content[:first] + content[last:]


@of_content
def repeat(content: bytes, at: float, to: float, pick: int) -> bytes:
    """Repeat a part several times."""
    first, last = _part(content, at, to)
    return content[:last] + content[first:last] * (1 + pick % 4) + content[last:]


@of_content
def splice(content: bytes, at: float, to: float, pick: int) -> bytes:
    """Go on as another file."""
    other = seeds()[pick % len(seeds())].content
    return content[: int(at * len(content))] + other[int(to * len(other)) :]


@of_content
def truncate(content: bytes, at: float, _to: float, _pick: int) -> bytes:
    """Cut off the end."""
    return content[: int(at * len(content))]


@of_content
def insert(content: bytes, at: float, to: float, pick: int) -> bytes:
    """Insert an odd piece in one or two places."""
    for place in (at, to)[: 1 + pick % 2]:
        content = (
            content[: int(place * len(content))]
            + ANYWHERE[pick % len(ANYWHERE)]
            + content[int(place * len(content)) :]
        )
    return content


@of_content
def fill(content: bytes, at: float, _to: float, pick: int) -> bytes:
    """Insert a huge cell."""
    place = int(at * len(content))
    return content[:place] + bytes([b'x" 9,\n'[pick % 6]]) * HUGE + content[place:]


@of_content
def set_cell(content: bytes, at: float, to: float, pick: int) -> bytes:
    """Put an odd value into one cell, or into several of one column."""
    mark = max((b",", b"\t", b";", b"|"), key=content.partition(b"\n")[0].count)
    lines = content.split(b"\n")
    first = min(1 + int(at * len(lines)), len(lines) - 1)
    for place in range(first, min(first + (1, 1, 9)[pick % 3], len(lines))):
        cells = lines[place].split(mark)
        cells[int(to * len(cells))] = CELLS[pick % len(CELLS)].encode("utf-8", "surrogatepass")
        lines[place] = mark.join(cells)
    return b"\n".join(lines)


@of_content
def set_value(content: bytes, at: float, _to: float, pick: int) -> bytes:
    """Put an odd value into JSON."""
    values = [*VALUE.finditer(content)]
    if not values:
        return content
    first, last = values[int(at * len(values))].span(1)
    odd = (*VALUES, *map(json.dumps, CELLS))
    return content[:first] + odd[pick % len(odd)].encode() + content[last:]


@of_content
def widen(content: bytes, _at: float, _to: float, pick: int) -> bytes:
    """Add many columns: without names, with equal names, or each with its own."""
    wide = (50, 300, 2_500)[pick % 3]
    name = (",", ",Name", ",Name {}")[pick // 3 % 3]
    first, end, rest = content.partition(b"\n")
    return first + "".join(name.format(place) for place in range(wide)).encode() + end + rest


@of_content
def shuffle(content: bytes, at: float, to: float, pick: int) -> bytes:
    """Shuffle lines."""
    lines = content.splitlines(keepends=True)
    first, last = sorted((int(at * len(lines)), int(to * len(lines)) + 1))
    random.Random(pick).shuffle(some := lines[first:last])
    return b"".join([*lines[:first], *some, *lines[last:]])


@of_content
def swap_cells(content: bytes, at: float, to: float, pick: int) -> bytes:
    """Swap two cells."""
    mark = (b",", b"\t", b";", b'"', b":")[pick % 5]
    cells = content.split(mark)
    one, other = int(at * len(cells)), int(to * len(cells))
    cells[one], cells[other] = cells[other], cells[one]
    return mark.join(cells)


@of_content
def damage_header(content: bytes, at: float, to: float, pick: int) -> bytes:
    """Damage the header: replace it, drop or repeat it, repeat or drop a name, or put a title above it."""
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


@of_content
def encode(content: bytes, _at: float, _to: float, pick: int) -> bytes:
    """Write it in another encoding."""
    return content.decode("utf-8", "replace").encode(ENCODINGS[pick % len(ENCODINGS)], "replace")


@of_content
def mutate_inside(content: bytes, at: float, to: float, pick: int) -> bytes:
    """Mutate one of the files in a zip or a workbook, or the content of a gzip file."""
    chance = random.Random(pick)
    plain = [mutation for name, mutation in MUTATIONS.items() if name != mutate_inside.__name__]
    try:
        if content.startswith(b"\x1f\x8b"):
            held = chance.choice(plain)(File("", gzip.decompress(content)), at, to, pick)
            return gzip.compress(held.content, mtime=0)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [File(info.filename, archive.read(info)) for info in archive.infolist()]
        place = chance.randrange(len(files))
        files[place] = chance.choice(plain)(files[place], at, to, pick)
        return zipped(files)
    except Exception:  # noqa: BLE001 - it isn't such a file, or is damaged already
        return content


def rename(file: File, _at: float, _to: float, pick: int) -> File:
    """Change the ending of its name."""
    return file._replace(name=file.name.partition(".")[0] + ENDINGS[pick % len(ENDINGS)])


def pack(file: File, _at: float, _to: float, pick: int) -> File:
    """Pack it: alone, beside another file, in folders, or under an odd name."""
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


MUTATIONS |= {mutation.__name__: mutation for mutation in (rename, pack)}
