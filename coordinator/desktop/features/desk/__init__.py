"""The sign-up desk's window: a form for one person after the other, and nothing else."""
