"""How one comes in: from the command line, from a second start, or by a notereel: address."""
