"""How pages say the codes of marks and flags."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opensalw.registers.marks import Answer, Condition, Kind, Script

Words = dict[str, str | Promise]
KINDS: Words = {
    Kind.SERIAL: _("serial"), Kind.IMPORT: _("import mark"), Kind.PROOF: _("proof mark"), Kind.RACK: _("rack number"),
    Kind.DEACTIVATION: _("deactivation mark"), Kind.YEAR: _("year"), Kind.FACTORY: _("factory symbol"),
}  # fmt: skip
CONDITIONS: Words = {
    Condition.INTACT: _("intact"), Condition.PARTLY: _("partly readable"), Condition.OBLITERATED: _("obliterated"),
    Condition.RESTORED: _("restored by a laboratory"),
}  # fmt: skip
ANSWERS: Words = {
    Answer.NONE: _("none on the weapon"), Answer.ILLEGIBLE: _("illegible"), Answer.NOT_RECORDED: _("not recorded"),
    Answer.NOT_YET: _("not yet marked"), Answer.NOT_IN_CATALOGUE: _("not in the catalogue"),
}  # fmt: skip
SCRIPTS: Words = {
    Script.LATIN: _("Latin"), Script.CYRILLIC: _("Cyrillic"), Script.MIXED: _("Latin and Cyrillic mixed"),
    Script.OTHER: _("another script"), Script.NO_LETTERS: _("no letters"),
}  # fmt: skip
POSITIONS: Words = {
    "frame": _("frame"), "receiver": _("receiver"), "barrel": _("barrel"), "slide": _("slide"), "bolt": _("bolt"),
    "cylinder": _("cylinder"), "stock": _("stock"), "other": _("elsewhere"),
}  # fmt: skip
FLAGS: Words = {
    "twin_of_another": _("Another weapon bears the same frame mark."),
    "seen_after_destruction": _("It was seen after it had been destroyed, by our records."),
    "entries_conflict": _("Entries of its life conflict; correct one of them."),
}
COLUMNS: Words = {
    "number": _("Number"), "make_seen": _("Make"), "model_seen": _("Model"), "calibre_seen": _("Calibre"),
    "serial": _("Serial"), "serial_answer": _("Why no serial"), "type": _("Type"), "year": _("Year"),
    "category": _("Category"), "state": _("Stands"), "since": _("Since"), "is_synthetic": _("Made up"),
}  # fmt: skip
