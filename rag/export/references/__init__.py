"""The sources of an answer for reference managers: RIS, BibTeX, CSL-JSON."""
