"""The QR code that opens a phone's messaging app with the short code and the word filled in."""

from __future__ import annotations

import io

import segno

QUIET_MODULES = 4  # the white edge that ISO/IEC 18004 asks for around the code


def content(short_code: str, word: str) -> str:
    """What the QR code holds: SMSTO:<short code>:<word>, the word as it is (readers decode nothing in it).

    No form is a standard that both systems follow; this is the one that cameras of both have been seen to
    fill in. A camera app takes the form apart itself, where a browser hands an address on: what is known of
    links does not hold for a QR code.

    - SMSTO filled in number and text on Android 11 and iOS 11; sms:<number>?body=<text> (RFC 5724) left the
      text out on iOS: https://github.com/Shane32/QRCoder/issues/296. Another library found the same:
      https://github.com/SimpleSoftwareIO/simple-qrcode/issues/48 and /167.
    - It is taken apart at its first colon and the text is not decoded: SMSTOMMSTOResultParser in
      https://github.com/zxing/zxing.
    - sms:<number>?&body=<text> is a trick for links (https://stackoverflow.com/questions/6480462); of sms:
      Apple says that it must hold no text (https://developer.apple.com/library/archive/featuredarticles/
      iPhoneURLScheme_Reference/SMSLinks/SMSLinks.html).

    In capitals it is also the shortest: with the word Y it fits the smallest QR code, whose modules are the
    largest, so that a copy of a copy can still be read.
    """
    return f"SMSTO:{short_code}:{word}"


def svg(short_code: str, word: str) -> str:
    """The QR code as an SVG image, which a quarter of damage leaves readable (level Q)."""
    text = content(short_code, word)
    # A word in ASCII needs no encoding named; of any other, readers expect UTF-8.
    code = segno.make_qr(text, error="q", encoding=None if text.isascii() else "utf-8")
    file = io.BytesIO()
    code.save(file, kind="svg", border=QUIET_MODULES, xmldecl=False, nl=False)
    return file.getvalue().decode("utf-8")
