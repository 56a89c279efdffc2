"""Pages for families, calendars to subscribe to, and pages of the office."""
