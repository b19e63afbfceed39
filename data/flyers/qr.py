"""The QR code that opens a phone's messaging app with the short code and the word filled in."""

from __future__ import annotations

import io
from urllib.parse import quote

import segno

QUIET_MODULES = 4  # the white edge around the code that ISO/IEC 18004 requires


def content(short_code: str, word: str) -> str:
    """Return the address in the QR code: sms:<short code>?&body=<word>, the word percent-encoded.

    RFC 5724 has ?body=, which Android accepts. iOS has accepted only &body= since version 8. Both accept
    ?&body= in links (https://stackoverflow.com/questions/6480462; Android's own app fills it in, there with
    slashes: https://github.com/quik-sms/quik/issues/485). A scanner that splits the address at every &
    finds the body too (SMSMMSResultParser in https://github.com/zxing/zxing). Apple documents no text:
    https://developer.apple.com/library/archive/featuredarticles/iPhoneURLScheme_Reference/SMSLinks/SMSLinks.html.
    SMSTO:<short code>:<word> isn't a URI, but was reported to fill in both, on Android 11 and iOS 11:
    https://github.com/Shane32/QRCoder/issues/296.
    """
    return f"sms:{short_code}?&body={quote(word, safe='')}"


def svg(short_code: str, word: str) -> str:
    """Return the QR code as an SVG image, readable even if a quarter of it is damaged (level Q)."""
    code = segno.make_qr(content(short_code, word), error="q")
    file = io.BytesIO()
    code.save(file, kind="svg", border=QUIET_MODULES, xmldecl=False, nl=False)
    return file.getvalue().decode("utf-8")
