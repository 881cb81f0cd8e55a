"""What makes two records the same weapon at first sight: make, model and the mark on the frame."""

from ..catalogue import coded, name_keys
from ..marks import Mark, normalised


def frame_key(make: str, model: str, serial: Mark, number: str) -> str:
    """The key of a frame mark; a weapon without a readable one is like no other."""
    if not serial.text:
        return f"?{number}"
    codes = coded(make, model, "")
    named = codes.make or next(iter(name_keys(make)), "")
    kind = codes.model or next(iter(name_keys(model)), "")
    return f"{named}/{kind}/{normalised(serial.text)}"[:200]
