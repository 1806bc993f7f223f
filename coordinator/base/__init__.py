"""What everything stands on: errors, progress, paths, settings, the log."""
