"""Tokens, sentences, quotations, dates, spans."""
