"""Imports: columns, review, decisions."""
