"""What a person leaves behind while studying: positions, bookmarks, marks."""
