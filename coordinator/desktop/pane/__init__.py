"""The pane next to the grid: one record in full."""
