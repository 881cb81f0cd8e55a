"""Figures out of prose: what a narrative or meeting notes count, each tied to its sentence.

Rules and a small grammar over a vocabulary that is a data file. Nothing here is stored: a person decides.
"""
