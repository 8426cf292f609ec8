"""Views of one speaker, and of two side by side."""
