"""Downloads without a cap: what is offered, the process that makes it, and how it is sent meanwhile.

The rest of the dashboard uses what is named here and nothing else of this folder. Whoever needs `offer` or
`serving` imports it: imported here, they would load Streamlit into the process that makes a download.
"""

from __future__ import annotations

from pages.parts.downloads.download_order import QUESTIONS, SMS_LOG, SMS_STATUS

__all__ = ["QUESTIONS", "SMS_LOG", "SMS_STATUS", "offer", "serving"]
