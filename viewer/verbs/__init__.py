"""The verbs of the command line that take more than a few lines; `cli` reads what was asked."""
