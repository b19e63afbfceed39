"""Downloads without a limit of rows: their buttons, the process that makes a file, and how it is sent.

The rest of the dashboard uses only what is named here. `offer`, `one_use` and `routes` are imported by
those who need them: imported here, they would load Streamlit into the process that makes a download.
"""

from __future__ import annotations

from pages.parts.downloads.reports import (
    CALL_LIST,
    CONTACTS_NOT_TEXTED,
    CONTACTS_OF_NUMBERS,
    CONTACTS_OF_TEXTS,
    CONTACTS_TO_CALL,
    CSV,
    LAST_RESULTS,
    ON_SCREEN,
    QUESTIONS,
    SMS_LOG,
    SMS_STATUS,
    TO_FIX,
    XLSX,
)
from pages.parts.downloads.transfers import ended, running

__all__ = [
    "CALL_LIST",
    "CONTACTS_NOT_TEXTED",
    "CONTACTS_OF_NUMBERS",
    "CONTACTS_OF_TEXTS",
    "CONTACTS_TO_CALL",
    "CSV",
    "LAST_RESULTS",
    "ON_SCREEN",
    "QUESTIONS",
    "SMS_LOG",
    "SMS_STATUS",
    "TO_FIX",
    "XLSX",
    "ended",
    "offer",
    "one_use",
    "routes",
    "running",
]
