"""The real round as data: what the meeting record and other publications say, in our own words."""
