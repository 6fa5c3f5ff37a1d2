"""What a change of the rules does: two models compared by what they mean, and by what they say of the same leads."""
