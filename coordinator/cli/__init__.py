"""The command line: the same as the window, typed."""
