"""Meetings and their conclusions, needs, projects, funds, calls, decisions."""
