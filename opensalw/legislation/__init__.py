"""Acts, their provisions, tables of concordance."""
