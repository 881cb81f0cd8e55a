"""Frameworks, rounds, submissions, observations, review."""
