"""Needs, projects, funds and decisions."""
