"""Entries of an office: what people there wrote down, such as results of calls and changed numbers."""

from data.tables.office.draft import LONGEST, Draft
from data.tables.office.writing import Entry, add, every, withdraw

__all__ = ["LONGEST", "Draft", "Entry", "add", "every", "withdraw"]
