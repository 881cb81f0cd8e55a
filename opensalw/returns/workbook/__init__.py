"""The part of a round as an Excel workbook: written with what stands, filled offline, read back by its ids."""
