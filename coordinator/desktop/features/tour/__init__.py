"""Tour events and what happens at a stop."""
