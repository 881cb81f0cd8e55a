"""Seizures, finds, surrenders, thefts, losses, shootings, and border work."""
