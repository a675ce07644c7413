"""One note: text in, Note out. Pure: no disk, no Qt, no clock."""
