"""Where data lives: the campaign file, its schema, search, queries and backups."""
