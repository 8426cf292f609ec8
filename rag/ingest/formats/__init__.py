"""Foreign formats (web pages, PDF, documents, mail, feeds, archives) as articles."""
