"""A mention → person or body: names, descriptions, salience, coreference, linking."""
