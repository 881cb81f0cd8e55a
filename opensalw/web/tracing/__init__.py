"""Pages of tracing: the search from an imperfect description, alone and for a list of marks."""
