"""The kind of content by the first bytes. The name doesn't count, since exports are often misnamed."""

from __future__ import annotations

import re
from typing import Literal

from data.importer.files import encodings

Content = Literal["gzip", "zip", "old workbook", "parquet", "json", "page", "text", "unknown"]
LOOKED_AT = 1 << 16  # bytes that tell what a file is
BEGINNINGS: dict[bytes, Content] = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",  # an empty one
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "old workbook",
    b"PAR1": "parquet",
}
NOT_IN_TEXT = bytes({*range(32)} - {*b"\0\t\n\v\f\r\x1a\x1b"})  # a NUL is in every text of UTF-16
# An object or a list at the very beginning, after a time in the lines of an exported CloudWatch log. A
# header in brackets, “[Message ID],[To]”, is no list.
JSON = re.compile(
    r'\s*(\d{4}-\d\d-\d\dT[\d:.,]+(Z|[+-][\d:]+)?\s+)?(\{\s*("|\}|$)|\[\s*([\[{\]"]|$)|\[\s*(-?\d|true|false|null)\s*[,\]])'
)
PAGE = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<\?mso[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|meta|style|table"
    r"|(\w+:)?workbook)\b",
    re.IGNORECASE | re.DOTALL,
)


def content_of(start: bytes) -> Content:
    """Return what a file is that begins with these bytes."""
    for beginning, content in BEGINNINGS.items():
        if start.startswith(beginning):
            return content
    if not is_text(start):
        return "unknown"
    text = encodings.text_of(start)
    if JSON.match(text):
        return "json"
    return "page" if PAGE.match(text) else "text"


def is_text(start: bytes) -> bool:
    """Return whether bytes can be text: few of them are control characters, or they are UTF-8."""
    if start.startswith(b"%PDF") or not any(start):
        return False
    odd = len(start) - len(start.translate(None, NOT_IN_TEXT))
    marked = start.startswith(tuple(encodings.MARKS))
    return marked or odd * 100 <= len(start) or encodings.of_start(start) == "utf-8"
