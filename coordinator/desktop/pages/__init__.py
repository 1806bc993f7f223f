"""Pages that take the whole window for one task."""
