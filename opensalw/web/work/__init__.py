"""The workspace of those who fill and review parts of a round."""
