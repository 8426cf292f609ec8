"""Claims as a table: rows, periods, coverage, rewording."""
