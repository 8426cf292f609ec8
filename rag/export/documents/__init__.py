"""
The JSON documents of the product, as types: what commands print, and the HTTP and MCP servers send.

Keys and shapes are only ever added to. Days are ISO 8601, spans are ``[start, end)`` in characters
of an article's text. Made of typing_extensions' TypedDict: pydantic describes no other before
Python 3.12.
"""
