"""What readers add on the pages: marks and corrections."""
