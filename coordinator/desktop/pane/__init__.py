"""The pane beside the grid: one record in full."""
