"""Every way in which tracing changes."""
