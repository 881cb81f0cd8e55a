"""Frameworks as data: what a Roadmap counts, declared once in a validated file."""
