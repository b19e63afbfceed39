"""Journeys about numbers: those to fix, one that gets no texts, and a list before it is sent."""
