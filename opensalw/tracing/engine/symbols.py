"""How a serial is packed: a byte for each symbol, whose upper five bits say what it is mistaken for.

Symbols that are mistaken for one another (0 O D Q, 1 I L ...) share a class, so that one comparison of the
upper bits finds them all; the lower three bits keep them apart. A zero byte stands past the end.
"""

import numpy as np
from numpy.typing import NDArray

from opensalw.registers.marks import CONFUSED

from ..asked import ALPHABET, LONGEST, OTHER, SYMBOLS

CLASS_BITS = 0xF8


def _packed() -> NDArray[np.uint8]:
    """The byte of each symbol of the alphabet."""
    classes: dict[str, list[int]] = {}
    for number, sign in enumerate(SYMBOLS):
        classes.setdefault(sign.translate(CONFUSED), []).append(number)
    classes["other"] = [OTHER]
    packed = np.zeros(ALPHABET, np.uint8)
    for place, members in enumerate(classes.values(), 1):
        for variant, number in enumerate(members):
            packed[number] = place << 3 | variant
    return packed


BYTE = _packed()
SYMBOL = np.full(256, OTHER, np.uint8)
SYMBOL[BYTE] = np.arange(ALPHABET, dtype=np.uint8)
BY_CLASS = np.argsort(BYTE, kind="stable")
CLASSES, CLASS_BEGINS = np.unique(BYTE[BY_CLASS] & CLASS_BITS, return_index=True)
_OF_CHARACTER = np.full(256, BYTE[OTHER], np.uint8)
_OF_CHARACTER[[ord(sign) for sign in SYMBOLS]] = BYTE[:OTHER]
_OF_CHARACTER[0] = 0


def pack(serials: list[str]) -> NDArray[np.uint8]:
    """The bytes of normalised serials, a row each, cut after the sixteenth symbol."""
    if not serials:
        return np.zeros((0, LONGEST), np.uint8)
    latin = [one[:LONGEST].encode("ascii", "replace") for one in serials]
    return _OF_CHARACTER[np.array(latin, dtype=f"S{LONGEST}").view(np.uint8).reshape(-1, LONGEST)]


def pack_symbols(symbols: NDArray[np.uint8], lengths: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same from symbol numbers, a row each, for registers that are invented in columns."""
    packed = np.zeros((len(symbols), LONGEST), np.uint8)
    width = min(LONGEST, symbols.shape[1])
    packed[:, :width] = BYTE[np.minimum(symbols[:, :width], OTHER)]
    packed[np.arange(LONGEST)[None, :] >= lengths[:, None]] = 0
    return packed
