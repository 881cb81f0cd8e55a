"""What stands in legislation: acts, provisions, concordance; tables only."""
