"""Acts and tables of concordance."""
