"""The grid: any number of records in one table."""
