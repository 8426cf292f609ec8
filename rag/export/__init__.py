"""Records as other programs read them: contract JSON, CSV, JSON-LD, TimelineJS, llama-index."""
