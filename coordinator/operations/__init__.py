"""Everything a person can do to a campaign. The window, command line and form write only through this package."""
