"""Firearms, their components and marks, holders and permits."""
