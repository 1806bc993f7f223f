"""Connecting: which partner fits whom, who was passed on to whom, and what came of it."""
