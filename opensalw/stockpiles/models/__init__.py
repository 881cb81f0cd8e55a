"""What stands in stockpiles; tables only."""
