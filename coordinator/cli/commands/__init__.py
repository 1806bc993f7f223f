"""The commands, a module for each group of them; the table of all is in `coordinator.cli.program`."""
