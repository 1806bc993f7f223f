"""Lists of records: rail, filters, grid, bulk bar."""
