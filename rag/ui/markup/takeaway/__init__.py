"""An answer and its quotations outside of the dashboard: as text, Markdown, HTML and a page."""
