"""What the desktop around the window knows of the program: its media keys and panels."""
