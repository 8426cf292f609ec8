"""Views of what readers add: marks and corrections."""
