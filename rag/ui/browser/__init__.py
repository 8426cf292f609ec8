"""Components that run script in the browser."""
