"""How likely a description is of each weapon: the error model, what it was learned from, what it costs."""

from .asking import asked_from
from .errors import ErrorModel, FieldErrors, error_model
from .vocabulary import Vocabulary

__all__ = ["ErrorModel", "FieldErrors", "Vocabulary", "asked_from", "error_model"]
