"""The parts of the Totals page. They read only questions whose counts are rounded."""
