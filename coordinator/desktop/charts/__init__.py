"""Charts, painted: the data come from the reports."""
