"""How the product says no: one exception that carries the reason and the field."""


class Refused(Exception):
    """Something that may not happen; ``reason`` is a sentence for the person who asked."""

    def __init__(self, reason: object, field: str | None = None) -> None:
        self.reason: str = str(reason)
        self.field = field
        super().__init__(self.reason)


def require(reason: object | None, field: str | None = None) -> None:
    """Raise :class:`Refused` when a rule gave a reason; a rule that has none passes."""
    if reason:
        raise Refused(reason, field)
