"""What comes in: columns, review, decisions."""
