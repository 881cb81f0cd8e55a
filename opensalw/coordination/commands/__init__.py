"""Every way the things of coordination change."""
