"""What surrounds every page: header, sidebar, styles, error page."""
