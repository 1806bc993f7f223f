"""The review of duplicates."""
