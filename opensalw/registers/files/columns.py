"""The columns that a register has, how they are called in files, and a saved mapping of a file's own."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError

from opensalw.core.refusal import Refused

from ..marks import spoken


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a register and the words by which files call it."""

    name: str
    words: tuple[str, ...] = ()


COLUMNS = (
    Column(
        "serial",
        (
            "serial number",
            "serijski broj",
            "fabrički broj",
            "tvornički broj",
            "broj oružja",
            "br oružja",
            "бр оружја",
            "numri serial",
            "nr serial",
            "serijska",
            "сериски број",
            "фабрички број",
            "serial no",
            "sn",
        ),
    ),
    Column(
        "make",
        (
            "manufacturer",
            "brand",
            "maker",
            "fabrika",
            "фабрика",
            "proizvođač",
            "marka",
            "prodhuesi",
            "произвођач",
            "производител",
        ),
    ),
    Column("model", ("type and model", "tip", "modeli", "модел", "tip i model")),
    Column("calibre", ("caliber", "kalibar", "kalibër", "калибар", "kalibri", "cal")),
    Column("type", ("vrsta", "vrsta oružja", "lloji", "weapon type", "врста", "врста оружја", "вид")),
    Column("year", ("year of make", "godina", "godina proizvodnje", "viti", "година", "year made")),
    Column("state", ("status", "stanje", "statusi", "статус", "стање")),
    Column("registered_on", ("registered", "datum registracije", "data e regjistrimit", "датум регистрације", "date")),
    Column("holder_name", ("holder", "owner", "vlasnik", "ime i prezime", "pronari", "сопственик", "власник", "name")),
    Column("holder_own_number", ("personal number", "jmbg", "embg", "јмбг", "ембг", "nid", "numri personal", "pib")),
    Column("holder_kind", ("holder type", "vrsta vlasnika")),
    Column("holder_born_on", ("born", "date of birth", "datum rođenja", "datëlindja", "датум рођења")),
    Column("holder_address", ("address", "adresa", "адреса")),
    Column("permit_reference", ("permit", "permit number", "broj dozvole", "oružni list", "leja", "број дозволе")),
    Column("permit_kind", ("permit type", "vrsta dozvole")),
    Column("permit_granted_on", ("granted", "permit date", "datum dozvole", "izdato")),
    Column("permit_valid_until", ("valid until", "važi do", "skadon", "важи до")),
    Column("import_mark", ("import", "uvozna oznaka")),
    Column("another", ("another weapon",)),
)
NAMES = tuple(column.name for column in COLUMNS)
NEEDED = ("serial", "make")
IGNORED = ("_row", "_field", "_value", "_reason", "_mend")


class Mapping(BaseModel):
    """Which column of a file is which of ours; ``fixed`` gives one value for every row, ``widths`` cuts lines.

    Columns that it does not name are suggested by their titles, unless ``suggests`` is false.
    """

    model_config = ConfigDict(extra="forbid")

    columns: dict[str, str] = {}
    fixed: dict[str, str] = {}
    widths: list[int] = []
    header: list[str] = []
    encoding: str = ""
    delimiter: str = ""
    suggests: bool = True

    def chosen(self, header: list[str]) -> dict[str, str]:
        """For our columns, the titles of the file that are taken for them."""
        return {**(suggested(header) if self.suggests else {}), **self.columns}


def read_mapping(path: Path) -> Mapping:
    """A saved mapping; what is wrong with it is said by field."""
    try:
        found = Mapping.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (ValidationError, ValueError) as error:
        raise Refused(_("%(file)s is no mapping: %(error)s") % {"file": path.name, "error": error}) from None
    unknown = sorted((set(found.columns) | set(found.fixed)) - set(NAMES))
    if unknown:
        words = {"names": ", ".join(unknown), "known": ", ".join(NAMES)}
        raise Refused(_("The mapping names unknown columns: %(names)s. Known are: %(known)s.") % words, "mapping")
    return found


def suggested(header: list[str]) -> dict[str, str]:
    """For our columns, the columns of a file that are called so in one of the languages; each at most once."""
    by_word = {_key(word): column.name for column in COLUMNS for word in (column.name, *column.words)}
    found: dict[str, str] = {}
    for title in header:
        name = by_word.get(_key(title))
        if name and name not in found:
            found[name] = title
    return found


def resolved(mapping: Mapping | None, header: list[str]) -> dict[str, int]:
    """Our column -> place in the file's rows; refused when a needed one is not found."""
    chosen = (mapping or Mapping()).chosen(header)
    places = {title: place for place, title in reversed(list(enumerate(header)))}
    missing = sorted({title for title in chosen.values() if title not in places})
    if missing:
        words = {"titles": ", ".join(missing), "header": ", ".join(header)[:300]}
        raise Refused(_("The file has no column %(titles)s. It has: %(header)s.") % words, "mapping")
    fixed = mapping.fixed if mapping else {}
    lacking = [name for name in NEEDED if name not in chosen and name not in fixed]
    if lacking:
        words = {"names": ", ".join(lacking), "header": ", ".join(header)[:300]}
        raise Refused(
            _("No column is recognised as %(names)s. Say which it is in a mapping. The file has: %(header)s.") % words,
            "mapping",
        )
    return {name: places[title] for name, title in chosen.items()}


def _key(title: str) -> str:
    return spoken(title)
