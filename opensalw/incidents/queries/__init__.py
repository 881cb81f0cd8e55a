"""Questions about the things of incidents."""
