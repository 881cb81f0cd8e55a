"""Every way the things of stockpiles change."""
