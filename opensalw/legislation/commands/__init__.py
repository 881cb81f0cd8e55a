"""Every way the things of legislation change."""
