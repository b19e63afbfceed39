"""What is unusual in a week, beside the district's own past: the strip and the weekly digest."""
