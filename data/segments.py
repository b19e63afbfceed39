"""How a text is sent: in which alphabet, and in how many segments.

The macros is_gsm, septets and utf16_length of an import say the same of the texts of a log.
"""

from __future__ import annotations

from dataclasses import dataclass

# The GSM 7-bit default alphabet (3GPP TS 23.038, 6.2.1), and its extension table of double characters.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")
ALONE, OF_SEVERAL = 160, 153  # septets of a segment
UNICODE_ALONE, UNICODE_OF_SEVERAL = 70, 67  # UTF-16 units of a segment


@dataclass(frozen=True)
class Segments:
    """How a text is sent: its length, its segments, and the characters that make it Unicode, each once."""

    length: int
    number: int
    unicode_characters: tuple[str, ...] = ()


def of_text(text: str) -> Segments:
    """Return how a text is sent. One character outside the GSM alphabet makes all of it Unicode."""
    others = tuple(dict.fromkeys(letter for letter in text if letter not in BASIC | EXTENDED))
    if others:
        length = len(text.encode("utf-16-le")) // 2
        return Segments(length, _segments(length, UNICODE_ALONE, UNICODE_OF_SEVERAL), others)
    length = len(text) + sum(letter in EXTENDED for letter in text)
    return Segments(length, _segments(length, ALONE, OF_SEVERAL))


def _segments(length: int, alone: int, of_several: int) -> int:
    return 1 if length <= alone else -(-length // of_several)
