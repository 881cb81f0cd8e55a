"""Questions about sites, stock and destruction."""
