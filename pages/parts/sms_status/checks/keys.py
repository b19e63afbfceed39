"""The keys of the session that the consent checks use."""

from __future__ import annotations

from pages.parts.frame.session import Key

# Whether the section of checks is open.
CONSENT_CHECKS_OPEN = Key[bool]("consent_checks_open")
# The message about the opt-outs of an office that were saved or withdrawn last.
OPT_OUTS_SAVED = Key[str]("opt_outs_saved")
