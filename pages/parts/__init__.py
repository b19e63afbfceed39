"""What pages share: filters, charts, tables, downloads and words."""
