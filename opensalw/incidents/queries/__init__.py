"""Questions about incidents, campaigns and border work."""
