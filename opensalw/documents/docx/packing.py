"""The zip of a DOCX rewritten so that the same parts give the same bytes."""

import io
import zipfile

FIRST = ("[Content_Types].xml", "_rels/.rels")
DATE = (1980, 1, 1, 0, 0, 0)


def packed(data: bytes) -> bytes:
    """The same zip with fixed dates, order, system and rights."""
    source = zipfile.ZipFile(io.BytesIO(data))
    names = [name for name in FIRST if name in source.namelist()]
    names += sorted(name for name in source.namelist() if name not in FIRST)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in names:
            entry = zipfile.ZipInfo(name, DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return buffer.getvalue()
