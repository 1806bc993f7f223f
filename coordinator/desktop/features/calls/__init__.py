"""Call lists and e-mail calls."""
