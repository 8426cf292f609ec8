"""Parts of pages that are beside the main part."""
