"""The QR code that opens a phone's messaging app with the short code and the word filled in."""

from __future__ import annotations

import io
from urllib.parse import quote

import segno

QUIET_MODULES = 4  # the white edge that ISO/IEC 18004 asks for around the code


def content(short_code: str, word: str) -> str:
    """The address in the QR code: sms:<short code>?&body=<word>, the word percent-encoded.

    RFC 5724 has ?body=, which Android takes; iOS has taken only &body= since version 8, and both take
    ?&body=, as links (https://stackoverflow.com/questions/6480462; Android's own app fills it in, there
    with slashes: https://github.com/quik-sms/quik/issues/485). A scanner that splits the address at every &
    sees the body too (SMSMMSResultParser in https://github.com/zxing/zxing). Apple documents no text:
    https://developer.apple.com/library/archive/featuredarticles/iPhoneURLScheme_Reference/SMSLinks/SMSLinks.html.
    SMSTO:<short code>:<word> is no URI, but was also seen to fill in both, on Android 11 and iOS 11:
    https://github.com/Shane32/QRCoder/issues/296.
    """
    return f"sms:{short_code}?&body={quote(word, safe='')}"


def svg(short_code: str, word: str) -> str:
    """The QR code as an SVG image, which a quarter of damage leaves readable (level Q)."""
    code = segno.make_qr(content(short_code, word), error="q")
    file = io.BytesIO()
    code.save(file, kind="svg", border=QUIET_MODULES, xmldecl=False, nl=False)
    return file.getvalue().decode("utf-8")
