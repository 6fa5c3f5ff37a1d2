"""What the command line and the terminal app both show, as lines of rich text: it is worked out elsewhere."""
