"""Building blocks of every screen: widgets, theme, editors, tasks, failures."""
