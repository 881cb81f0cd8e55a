"""Words and things that everyone shares: jurisdictions, institutions, people, periods, units."""
