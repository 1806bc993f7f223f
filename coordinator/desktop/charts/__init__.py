"""Painted charts; the data comes from the reports."""
