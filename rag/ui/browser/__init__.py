"""Parts of a page that run a script in the browser."""
