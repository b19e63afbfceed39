"""Notes on days: their marks on charts over time, the list under a chart, and the dialog to write them."""
