"""Models that read a question against a sentence: does it answer, and with which words."""
