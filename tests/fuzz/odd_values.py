r"""The pieces that mutations put into files, one per line, with the escapes of Python (\x20 is a space)."""

from __future__ import annotations

HUGE = 200_000  # characters in a cell
ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252", "utf-32", "utf-7", "latin-1")
ENDINGS = (
    ".csv",
    ".txt",
    ".tsv",
    ".json",
    ".jsonl",
    ".xlsx",
    ".xls",
    ".parquet",
    ".gz",
    ".csv.gz",
    ".zip",
    "",
)


def _pieces(written: str) -> list[str]:
    return [line.encode("latin-1").decode("unicode_escape") for line in written.splitlines() if line]


# Anywhere, as bytes: one per character.
ANYWHERE = [
    piece.encode("latin-1")
    for piece in _pieces(r"""
"
""
'
\0
\r
\n
\r\n
\n\n\n
\x1a
\x0b
\xef\xbb\xbf
\xff\xfe
\xe9
\xed\xa0\x80
\xe2\x80\xa8
\xf0\x9f\x98\x80
,
;
\t
|
,,,,,,,,,,,,
",
,"
\\
\\u0000
\\ud83d
{
}
[
]
{}
[]
<table>
%PDF
PK\x03\x04
PAR1
""")
]

# Instead of a cell.
CELLS = _pieces(r"""
\x20
\u202f
\ufeff
-
0
-1
1e999
nan
inf
0x1F
\uff11\uff12
1111111111111111111111111111111111111111
+
+1
+1 (212) 555-0101 x5
tel:+12125550101
whatsapp:+12125550101
sms:12125550101
2125550101.0
2.12555E+09
212-555-0101, 212-555-0102
+447700900123
911
\u0662\u0661\u0662\u0665\u0665\u0665\u0660\u0661\u0660\u0661
(212) 555 O1O1
2026-09-30
2026-13-01
2026-02-29 08:12
2026-03-08 02:30
2026-11-01 01:30
1999-12-31 23:59:59
2100-01-01T00:00:00Z
2099-12-31T23:59:59.999999999Z
0001-01-01
9999-12-31T23:59:59-14:00
26-9-30
9/30/2026 8:12 PM
30/9/2026 20:12
9/30/26
46295.5
75000.999999
1790000000
1790000000000
9999999999999
2026-09-30T08:12:00+99:99
2026-09-30T24:00:00Z
2026-09-30T08:12:60Z
Wed, 30 Sep 2026
2026-09-30 08:12:00 America/Chicago
2026-09-30 08:12:00 Nowhere/City
2026-09-30 8:12:00 AM CDT
=1+1
="m1"
=HYPERLINK("x")
'm1
@x
<td>
a\0b
\ud83d
duplicate_number
inbound
STOP
y
Total
TRUE
null
""")

# Instead of a JSON value.
VALUES = _pieces(r"""
null
true
[]
{}
[[]]
[null]
[{"a": 1}, {"a": 2}]
{"": {"": ""}}
{"a.b": 1, "a": {"b": 2}}
1e400
-0.0
NaN
123456789012345678901234567890
"\\ud83d"
"\\u0000"
[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
""")
