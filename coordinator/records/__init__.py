"""What we know: kinds of values, fields, records and their vocabularies."""
