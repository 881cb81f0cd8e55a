"""DHIS2 dataValueSets, JSON and CSV: read, written, and answered in its manner (``summary``)."""

from .reading import read_csv, read_json
from .writing import as_csv, as_json, values_of

__all__ = ["as_csv", "as_json", "read_csv", "read_json", "values_of"]
