"""What everything else builds on: errors, progress, paths, settings, the log."""
