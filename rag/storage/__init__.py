"""The index on disk: its generations, database, full text and vectors."""
