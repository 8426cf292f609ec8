"""PDF files: lines, paragraphs, pages."""
