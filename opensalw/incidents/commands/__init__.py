"""Every way the things of incidents change."""
