"""Who is who: keys by which people are told apart, and matching."""
