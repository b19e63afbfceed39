"""Keeping and forgetting: backups, retention, erasure, and proofs of what is stored about a number."""
