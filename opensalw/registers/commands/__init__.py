"""Every way the things of registers change."""
