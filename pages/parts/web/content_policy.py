"""The content security policy: a browser runs and fetches only what the dashboard itself serves."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import streamlit

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def text() -> str:
    """Return the policy, with the hash of every script that stands in Streamlit's own page.

    Styles in elements are allowed because Streamlit and Plotly draw with them, and blob: because Streamlit
    loads the scripts of components and its workers from there.
    """
    scripts = " ".join(_hash(script) for script in INLINE_SCRIPT.findall(INDEX.read_text(encoding="utf-8")))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' blob: {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "form-action 'self'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'",
        )
    )


def _hash(script: str) -> str:
    """Return a script's hash as a policy names it: of its text as a browser reads it (CSP 3, §6.7)."""
    digest = hashlib.sha256(script.replace("\r\n", "\n").encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
