"""How data changes: plans, merging, applying, history, undo. The only way to write data."""
