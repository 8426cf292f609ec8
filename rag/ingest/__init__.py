"""Files → Article: folder, article list, boilerplate, headings, publication dates, agencies."""
