"""What stands about tracing: requests, their answers, outcomes."""
