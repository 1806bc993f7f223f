"""How it changes: plans, merging, applying, history, undo. The one door to the data."""
