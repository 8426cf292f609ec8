"""Builds the index from the articles, checks it, and applies corrections."""
