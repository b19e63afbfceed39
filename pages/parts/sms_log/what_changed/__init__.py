"""What changed: the contributions of schools, broadcasts, reasons or languages to a change."""
