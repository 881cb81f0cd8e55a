"""What can happen to a trace request."""
