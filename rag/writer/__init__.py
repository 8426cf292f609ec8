"""Optional prose by a language model, each sentence verified."""
