"""Everything that a person can do to a campaign; window, command line and form write through this alone."""
