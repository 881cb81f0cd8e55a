"""Storage sites, stock and its movements, destruction."""
