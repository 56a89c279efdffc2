"""Pages of the visits."""
