"""Evidence → Answer: selection, abstention, stance, lead, phrasing."""
