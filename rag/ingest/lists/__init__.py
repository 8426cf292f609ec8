"""The lists that a user keeps beside the articles: read, and corrected."""
