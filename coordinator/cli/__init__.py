"""The command line: everything the window does, as commands."""

NAME = "coordinator"
"""The program's name on the command line."""
COMPLETE = "_COORDINATOR_COMPLETE"
"""The environment variable a shell sets to ask the program for completions."""
