"""Figures: what the overview, the reports and the command line say, each with its definition."""
