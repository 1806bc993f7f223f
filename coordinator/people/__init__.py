"""Who is who: keys, matching, duplicates, merging."""
