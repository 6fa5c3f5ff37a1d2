"""What an editor knows of the language: colours, names and where they stand, what can come next. No Textual in it."""
