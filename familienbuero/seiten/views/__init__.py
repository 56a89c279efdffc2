"""Pages for the staff, for families, for `verwaltung`, and small answers for machines."""
