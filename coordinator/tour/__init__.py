"""The tour: credit for sign-ups by stop, the sign-up desk, paper, the form, and follow-up after a stop."""
