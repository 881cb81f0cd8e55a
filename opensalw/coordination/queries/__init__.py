"""Questions about the things of coordination."""
