"""Meetings, their minutes and what they concluded."""
