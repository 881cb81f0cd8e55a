"""In which letters a text file is written: UTF-8, or a code page of the region told by how its words look."""

import codecs
import re
from pathlib import Path

CHUNK = 1 << 20
SAMPLE = 1 << 19
LATIN = frozenset("šđčćžŠĐČĆŽëËçÇöäüÖÄÜßéáíóőűÉÁŐŰ")
WORD = re.compile(r"[^\W\d_]+")
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def encoding_of(path: Path) -> str:
    """The encoding of a file; UTF-8 when it is, else the code page whose words look most like words."""
    with path.open("rb") as file:
        head = file.read(SAMPLE)
        for mark, name in BOMS:
            if head.startswith(mark):
                return name
        if _is_utf8(file, head):
            return "utf-8"
    odd = sorted({byte for byte in head if byte >= 0x80})
    lines = [line for line in head.split(b"\n") if any(byte in line for byte in odd)][:2000] if odd else []
    return max(("cp1250", "cp1251", "cp852"), key=lambda name: _likeness(b"\n".join(lines).decode(name, "replace")))


def _is_utf8(file, head: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head)
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _likeness(text: str) -> float:
    """How much the words with odd letters look like words: of one script, with letters of the region."""
    good = bad = 0
    for word in WORD.findall(text):
        odd = [sign for sign in word if ord(sign) >= 0x80]
        if not odd:
            continue
        cyrillic = sum("Ѐ" <= sign <= "ӿ" for sign in word)
        is_one_script = cyrillic == len(word) > 1 if cyrillic else all(sign in LATIN for sign in odd)
        is_word = is_one_script and not _changes_case(word)
        good, bad = good + is_word, bad + (not is_word)
    strange = sum(not sign.isprintable() and sign not in "\r\n\t" or "─" <= sign <= "▟" or sign == "�" for sign in text)
    return (good - bad - 2 * strange) / (good + bad + strange + 1)


def _changes_case(word: str) -> bool:
    return len(word) > 1 and word[1:] != word[1:].lower() and word != word.upper()
