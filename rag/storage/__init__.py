"""What lies in the index: lifecycle, database, full text, vectors, codecs."""
