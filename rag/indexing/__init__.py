"""Articles → index: build, check, chunking, corrections, code version."""
