"""Bundles of articles that newswire databases export."""
