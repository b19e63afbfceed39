"""Phone numbers that are nobody's: 555-0101 to 555-0199 under the area codes of the United States."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

# 99 fictional numbers each; 0100 stays free for the district's own help line.
AREA_CODES = (
    *(202, 205, 206, 207, 208, 210, 212, 213, 214, 215, 216, 217, 218, 224, 225, 262, 303, 305),
    *(309, 312, 314, 316, 317, 319, 320, 331, 402, 404, 405, 407, 412, 414, 415, 417, 502, 503),
    *(504, 507, 512, 515, 573, 602, 608, 612, 614, 615, 618, 630, 651, 702, 704, 708, 715, 763),
    *(773, 779, 801, 815, 816, 847, 901, 913, 920, 952),
)


def numbers() -> Iterator[str]:
    """Every number of the fictional range, each once, in an order of their own."""
    chance = Random("phones")
    every = [f"+1{area}5550{last}" for area in AREA_CODES for last in range(101, 200)]
    every.sort(key=lambda _: chance.random())
    yield from every


def uses_carrier_b(number: str) -> bool:
    """Whether the number is with the carrier that had a bad day: about a third of all are."""
    return int(number[-2:]) % 3 == 1
