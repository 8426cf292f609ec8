"""What the desk shows, as HTML."""
