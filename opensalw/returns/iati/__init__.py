"""IATI 2.03: activities and organisations, written in the schema's order and read with a list of what was not."""
