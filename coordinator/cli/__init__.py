"""The command line: everything the window does, as commands."""

NAME = "coordinator"
"""What the program is called on a command line."""
COMPLETE = "_COORDINATOR_COMPLETE"
"""The environment variable with which a shell starts the program to ask what it can complete."""
