"""What pages share: the address, opened resources, answers at hand."""
