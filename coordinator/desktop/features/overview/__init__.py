"""The overview: figures, charts, pivots."""
