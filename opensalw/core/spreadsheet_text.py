"""Text that no spreadsheet takes for a formula, on its way out and on its way back."""

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """The text with an apostrophe before a first sign that would start a formula, also behind other apostrophes."""
    return f"'{text}" if text.lstrip("'").startswith(RISKY) else text


def plain(text: str) -> str:
    """The text as it was before ``neutral``; an apostrophe that it did not put there stays."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(RISKY) else text
