"""What pages share: the address, the opened corpus, cached answers."""
