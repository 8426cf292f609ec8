"""Pages of speakers as HTML."""
