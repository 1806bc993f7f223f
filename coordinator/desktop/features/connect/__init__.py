"""Connecting candidates with partners."""
