"""Sheets and us: sources, mapping, importing, exporting."""
