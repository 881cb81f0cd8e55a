"""Pages of the field: incidents, campaigns, border work, stores, destruction."""
