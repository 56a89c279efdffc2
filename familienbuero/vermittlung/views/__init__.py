"""Pages: follow-ups, and asking for advice."""
