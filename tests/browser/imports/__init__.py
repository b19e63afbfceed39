"""Imports in a real browser."""
