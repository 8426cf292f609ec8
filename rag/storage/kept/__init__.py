"""What the index keeps beside its generations: reports, marks, versions, unfinished work."""
