"""Tests of the running dashboard in a real browser."""
