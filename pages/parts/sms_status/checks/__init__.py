"""Consent checks: what opt-ins and opt-outs show that the statuses alone don't."""
