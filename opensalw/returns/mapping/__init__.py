"""Mappings: which code of another system stands for which line, split and jurisdiction of ours. Data, not code."""

from .codes import Codes
from .loading import check, own_mapping, parse, written
from .spec import MappingSpec

__all__ = ["Codes", "MappingSpec", "check", "own_mapping", "parse", "written"]
