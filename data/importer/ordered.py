"""What an order asks of the importer; the same names as in data.importer, until every caller uses those."""

from data.importer import import_file, preview, recognize

__all__ = ["import_file", "preview", "recognize"]
