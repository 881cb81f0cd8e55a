"""Every way the Roadmap changes, a file per noun."""
