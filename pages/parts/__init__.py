"""The parts of pages: filters, charts, tables, downloads and sentences."""
