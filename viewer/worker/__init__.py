"""Child processes: one protocol, one host."""
