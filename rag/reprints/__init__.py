"""Dispatches: detection, alignment, differences."""
