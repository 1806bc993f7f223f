"""The sign-up desk's window: one form after another, and nothing else."""
