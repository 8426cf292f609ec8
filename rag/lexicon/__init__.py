"""Vocabulary: typed access to word lists."""
