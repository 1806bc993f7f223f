"""Partners: which ones fit, who was handed over, and the results."""
