"""Questions about the things of registers."""
