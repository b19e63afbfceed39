"""The keys of the session that the consent checks use."""

from __future__ import annotations

from pages.parts.frame.session import Key

# Whether the section of checks is open.
CONSENT_CHECKS_OPEN = Key[bool]("consent_checks_open")
