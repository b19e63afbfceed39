"""Journeys about opt-ins and opt-outs."""
