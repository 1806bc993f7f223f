"""What the program knows: kinds of values, fields, records and their vocabularies."""
