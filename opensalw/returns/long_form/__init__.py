"""The long form: one row for each figure, as CSV or JSON; read leniently, written strictly."""

from .reading import read_csv, read_json
from .writing import as_csv, as_json

__all__ = ["as_csv", "as_json", "read_csv", "read_json"]
