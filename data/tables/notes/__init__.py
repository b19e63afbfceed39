"""Notes on days: what an administrator writes about a day or some days, shown on every chart over time."""

from data.tables.notes.draft import LONGEST, Draft
from data.tables.notes.writing import Note, add, change, every, remove

__all__ = ["LONGEST", "Draft", "Note", "add", "change", "every", "remove"]
