"""The pages: one file per page, each with one function `show`; importing a page does nothing."""
