"""Charts, tables, HTML, formatting and colors, as pages share them."""
