"""The files whose imports are killed: those of the first store, and exports that change much of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.import_files import (
    CONTACTS,
    FAILED,
    LISTED,
    LOG,
    NOT_SENT_YET,
    OPTED_IN,
    OPTED_OUT,
    PENDING,
    SENDING,
    SENT,
    csv_text,
    written,
)

OLD_TEXTS, NEW_TEXTS = 4_000, 3_000  # in the first store, and in a log that is imported then
STATUSES = (OPTED_IN, OPTED_OUT, PENDING)
HEADER = (*LOG, "Updated", "Direction", "School")
TWILIO = (
    "Sid",
    "AccountSid",
    "NumSegments",
    "Status",
    "ErrorCode",
    "SentDate",
    "From",
    "To",
    "Direction",
    "Body",
)
OURS = "+1212555" + "0199"
Rows = Iterator[tuple[str, ...]]


def first_exports(folder: Path, seed: int) -> list[Path]:
    """Write the files that are imported before anything is killed."""
    chance = random.Random(seed)
    return [
        _first_log(folder, chance),
        _file(
            folder, "first twilio", TWILIO, _twilio(chance, range(OLD_TEXTS // 2), ("queued", "sent"), "8")
        ),
        _file(folder, "first consents", (*LISTED, "As Of"), _consents(chance, 1_500, "2026-08-01")),
        _file(folder, "first contacts", CONTACTS, _contacts(chance, 1_500, "2026-08-01")),
    ]


def _first_log(folder: Path, chance: random.Random) -> Path:
    rows = _log(chance, range(OLD_TEXTS), (SENDING, NOT_SENT_YET, SENT), "8")
    return _file(folder, "first log", HEADER, [*rows, *_faulty(HEADER, SENT)])


def _first_twilio(folder: Path, chance: random.Random) -> Path:
    rows = _twilio(chance, range(OLD_TEXTS // 2), ("queued", "sent"), "8")
    return _file(folder, "first twilio", TWILIO, rows)


def _updates(folder: Path, chance: random.Random) -> Path:
    places = range(OLD_TEXTS // 2, OLD_TEXTS // 2 + NEW_TEXTS)
    rows = [*_log(chance, places, (SENT, FAILED), "9"), *_faulty(HEADER, FAILED)]
    return _file(folder, "updates", HEADER, rows)


def _torn(folder: Path, chance: random.Random) -> Path:
    """Write a log that must be split record by record, because a quote is never closed."""
    file = _file(
        folder,
        "torn",
        HEADER,
        _log(chance, range(OLD_TEXTS - NEW_TEXTS // 3, OLD_TEXTS + NEW_TEXTS), (SENT,), "9"),
    )
    return written(file, file.read_text(encoding="utf-8") + '"never closed,2026-09-01\nshort,row\n')


def _twilios(folder: Path, chance: random.Random) -> Path:
    """Write updates, some of them in another month; opt-outs by text and by code; unknown statuses."""
    places = range(OLD_TEXTS // 4, OLD_TEXTS // 4 + NEW_TEXTS)
    sent = _twilio(chance, places, ("delivered", "undelivered", "failed", "canceled", "teleported"), "9")
    answers = (
        (
            f"in{place}",
            "AC1",
            "1",
            "received",
            "",
            _moment(chance, "9"),
            _number(place),
            OURS,
            "inbound",
            word,
        )
        for place, word in enumerate(("stop", "START", "STOP", "thank you") * 50)
    )
    return _file(folder, "twilio", TWILIO, [*sent, *answers])


def _consent_list(folder: Path, chance: random.Random) -> Path:
    rows = [*_consents(chance, 2_500, "2026-09-01"), ("?", OPTED_IN, "2026-09-01")]
    return _file(folder, "consents", (*LISTED, "As Of"), rows)


def _contact_list(folder: Path, chance: random.Random) -> Path:
    rows = [*_contacts(chance, 2_500, "2026-09-01"), ("", _number(1), "Nobody", "", "", "2026-09-01")]
    return _file(folder, "contacts", CONTACTS, rows)


FIRST_OF_ALL = "first of all"  # into a store that doesn't exist yet
IMPORTS: dict[str, Callable[[Path, random.Random], Path]] = {
    FIRST_OF_ALL: _first_log,
    "updates": _updates,
    "torn log": _torn,
    "Twilio": _twilios,
    "consents": _consent_list,
    "contacts": _contact_list,
}


def export(name: str, folder: Path, seed: int) -> Path:
    """Write the file of one of the IMPORTS, always the same for the same seed."""
    return IMPORTS[name](folder, random.Random(seed))


def _log(chance: random.Random, places: range, results: tuple[str, ...], month: str) -> Rows:
    for place in places:
        moment, updated = _moment(chance, month), f"2026-{month:>02}-28 12:{place % 60:02}"
        result = chance.choice(results)
        school = chance.choice(("Lincoln High", "Oak", "Pine"))
        yield (f"m{place}", moment, _number(place), result, "", updated, "", school)


def _faulty(header: tuple[str, ...], result: str) -> Rows:
    """Return rows that are rejected, and rows that are skipped."""
    for place in range(40):
        row = dict.fromkeys(header, "") | {"Message ID": f"bad{place}", "Delivery Results": result}
        yield tuple(
            (row | {"Date/Time": "soon" if place % 2 else "2026-09-01", "Phone Number": "?"}).values()
        )
        yield tuple((row | {"Direction": "inbound"}).values())


def _twilio(chance: random.Random, places: range, words: tuple[str, ...], month: str) -> Rows:
    for place in places:
        word = chance.choice(words)
        code = chance.choice(("21610", "30003", "30007", "")) if word in {"undelivered", "failed"} else ""
        ends = (OURS, _number(place), "outbound-api", "School is closed")
        yield (f"SM{place}", "AC1", "1", word, code, _moment(chance, month), *ends)


def _consents(chance: random.Random, numbers: int, as_of: str) -> Rows:
    yield from ((_number(place), chance.choice(STATUSES), as_of) for place in range(numbers))


def _contacts(chance: random.Random, numbers: int, as_of: str) -> Rows:
    for place in range(numbers):
        school = chance.choice(("Lincoln High", "Oak"))
        yield (f"c{place // 2}", _number(place), f"Name {place}", school, f"s{place // 3}", as_of)


def _moment(chance: random.Random, month: str) -> str:
    """Return a time in the month or the one after it, in UTC."""
    day = f"2026-{int(month) + chance.randrange(2):02}-{chance.randrange(1, 29):02}"
    return f"{day}T{chance.randrange(24):02}:{chance.randrange(60):02}:00Z"


def _number(place: int) -> str:
    """Return a fictional number in one of many area codes."""
    return f"+1{210 + place // 100 % 70}555{100 + place % 100:04}"


def _file(folder: Path, name: str, header: tuple[str, ...], rows: object) -> Path:
    return written(folder / f"{name}.csv", csv_text(header, *rows))  # type: ignore[misc]
