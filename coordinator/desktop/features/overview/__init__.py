"""The overview: figures, charts, what they leave open."""
