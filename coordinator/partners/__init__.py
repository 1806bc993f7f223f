"""Partners: which fits, who was handed over, what came of it."""
