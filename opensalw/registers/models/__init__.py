"""What stands in registers; tables only."""
