"""What a newsroom keeps at hand: watched questions and speakers, and marks of its own."""
