"""Questions about the things of stockpiles."""
