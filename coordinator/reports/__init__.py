"""Figures for the overview, the reports and the command line, each with its definition."""
