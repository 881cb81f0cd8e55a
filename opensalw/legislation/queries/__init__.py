"""Questions about the things of legislation."""
