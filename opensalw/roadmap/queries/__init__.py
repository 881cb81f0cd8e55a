"""Every question asked of the Roadmap, a file per noun."""
