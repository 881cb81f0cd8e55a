"""The public pages: figures with their sources, goals, jurisdictions, reports."""
