"""What stands in incidents; tables only."""
