"""The alphabet and the segments of a text, as the importer counts the texts of a log."""

from __future__ import annotations

import pytest

from data import segments
from data.segments import Segments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Segments(0, 1)),
        ("a" * 160, Segments(160, 1)),
        ("a" * 161, Segments(161, 2)),
        ("a" * 307, Segments(307, 3)),
        ("a" * 158 + "€", Segments(160, 1)),
        ("a" * 159 + "€", Segments(161, 2)),
        ("ñ" * 160, Segments(160, 1)),
        ("a" * 69 + "á", Segments(70, 1, ("á",))),
        ("a" * 70 + "á", Segments(71, 2, ("á",))),
        ("a" * 69 + "😀", Segments(71, 2, ("😀",))),
        ("“Snow” – snow’s here", Segments(20, 1, ("“", "”", "–", "’"))),
    ],
    ids=str,
)
def test_segments_are_counted_as_carriers_do(text: str, expected: Segments) -> None:
    assert segments.of_text(text) == expected
