"""What other programs ask of a corpus: the records as documents, over HTTP, and over MCP."""
