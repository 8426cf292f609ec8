"""Text → ParsedQuestion: addressees, answer type, time ranges, outlets, terms."""
