"""Training and measuring the recognizer of columns."""
