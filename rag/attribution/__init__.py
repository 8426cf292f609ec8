"""Article → Claims: frames from grammar, quotation cues, content, statement dates, confidence."""
