"""What every screen is made of: widgets, theme, editors, tasks, failures."""
