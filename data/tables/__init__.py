"""The Delta Lake tables: their schemas, their one commit point, and what is derived from them."""
