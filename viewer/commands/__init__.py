"""Every action a person can take, declared once."""
