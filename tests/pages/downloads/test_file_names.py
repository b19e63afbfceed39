"""The name of a downloaded file, whatever a broadcast is called."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.parts.downloads.description.file_names import LONGEST_BROADCAST, file_name
from queries import Selection

DAYS = [date(2026, 9, 1), date(2026, 9, 30)]
END = "2026-09-01_2026-09-30_as_of_2026-10-01.csv"
NAMES = st.one_of(st.text(), st.from_regex(r"[ (+-]*212[ .*)/\u2013_-]{0,4}555[^0-9]?01[0-9]{2}\D*"))


def named(broadcast: str | None, *keys: str) -> str:
    selection = Selection(broadcasts=keys or ("b1",))
    updated = datetime(2026, 10, 1, tzinfo=UTC)
    return file_name("sms_log", "csv", selection, DAYS, updated, broadcast=broadcast)


@pytest.mark.parametrize(
    ("broadcast", "part"),
    [
        ("Snow day: school closed", "snow_day_school_closed"),
        ("Día de fotos", "dia_de_fotos"),
        ("Call (212) 555-0101 now", "call_now"),
        ("212*555*0101", "1_broadcast"),
        ("".join(chr(0xFF10 + int(digit)) for digit in "2125550101"), "1_broadcast"),
        ("../../etc/passwd", "etc_passwd"),
        ("a" * 300, "a" * LONGEST_BROADCAST),
        ("雪", "1_broadcast"),
        (None, "1_broadcast"),
    ],
)
def test_a_broadcast_is_named_in_plain_letters_without_a_phone_number(
    broadcast: str | None, part: str
) -> None:
    assert named(broadcast) == f"sms_log_{part}_{END}"


def test_several_broadcasts_are_counted() -> None:
    assert named("Snow", "b1", "b2") == f"sms_log_2_broadcasts_{END}"


@given(NAMES)
def test_any_name_of_a_broadcast_makes_a_safe_file_name(broadcast: str) -> None:
    name = named(broadcast)
    assert re.fullmatch(r"[a-z0-9_.-]+", name)
    assert len(name) <= len(f"sms_log__{END}") + LONGEST_BROADCAST
    of_broadcast = name.removeprefix("sms_log_").removesuffix(END)
    assert not re.search(r"[0-9](?:_?[0-9]){6}", of_broadcast)
