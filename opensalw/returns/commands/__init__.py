"""Files come in, and the mappings that they are read by are loaded."""

from .delivering import STRATEGIES, deliver
from .mappings import BadMapping, load_mapping, withdraw_mapping
from .sending import send_file

__all__ = ["STRATEGIES", "BadMapping", "deliver", "load_mapping", "send_file", "withdraw_mapping"]
