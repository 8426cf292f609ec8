"""Models behind one interface each: spaCy pipeline, embedder, optional language model."""
