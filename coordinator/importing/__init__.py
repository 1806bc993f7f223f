"""What comes in: columns, cells, matching, planning."""
