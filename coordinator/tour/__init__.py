"""The tour: which stop brought whom, the sign-up desk, paper, the form, and what comes after a stop."""
