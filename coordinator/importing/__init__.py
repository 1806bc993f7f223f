"""Importing files: columns, cells, matching, planning."""
