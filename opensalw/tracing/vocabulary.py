"""The words of trace requests: ways they go, how they may be used, why they are refused."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """Whether we ask or are asked."""

    SENT = "sent", _("Sent")
    RECEIVED = "received", _("Received")


class Channel(TextChoices):
    """The way a request goes. The route by a liaison office is a way like the others."""

    IARMS = "iarms", _("INTERPOL iARMS")
    ETRACE = "etrace", _("ATF eTrace")
    SIENA = "siena", _("Europol SIENA")
    BILATERAL = "bilateral", _("Bilateral")
    LIAISON = "liaison_office", _("Liaison office")
    OWN = "own_registers", _("Own registers")


COUNTED_AS = {
    Channel.IARMS: "interpol", Channel.ETRACE: "bilateral", Channel.SIENA: "europol", Channel.BILATERAL: "bilateral",
    Channel.LIAISON: "liaison_office", Channel.OWN: "own_registers",
}  # fmt: skip


class Priority(TextChoices):
    """How much it presses."""

    ROUTINE = "routine", _("Routine")
    URGENT = "urgent", _("Urgent")


DAYS_TO_ANSWER = {Priority.ROUTINE: timedelta(days=30), Priority.URGENT: timedelta(days=3)}


class Handling(TextChoices):
    """What may be done with what is told."""

    H0 = "H0", _("H0: for the prevention and prosecution of crime")
    H1 = "H1", _("H1: not in judicial proceedings without permission")
    H2 = "H2", _("H2: not passed on without permission")
    H3 = "H3", _("H3: other restrictions, as stated")


class Reliability(TextChoices):
    """How far the source is trusted (4x4)."""

    A = "A", _("A: no doubt")
    B = "B", _("B: mostly reliable")
    C = "C", _("C: mostly unreliable")
    X = "X", _("X: cannot be judged")


class Accuracy(TextChoices):
    """How certain the information is (4x4)."""

    ONE = "1", _("1: known without reservation")
    TWO = "2", _("2: known to the source itself, not to who passes it on")
    THREE = "3", _("3: not known to the source itself, but confirmed")
    FOUR = "4", _("4: not known to the source itself and not confirmed")


class SerialAnswer(TextChoices):
    """Why there is no serial; each is an answer, none is an empty cell."""

    NONE = "none", _("The weapon bears none")
    OBLITERATED = "obliterated", _("Obliterated")
    UNKNOWN = "unknown", _("Not known")


class Ground(TextChoices):
    """Why a request is refused, answered in part or delayed (International Tracing Instrument, para 22)."""

    INVESTIGATION = "investigation", _("It would harm an investigation that goes on")
    CONFIDENTIALITY = "confidentiality", _("Confidential information, or the request does not assure its protection")
    SECURITY = "national_security", _("National security")
    LAW = "law", _("Our law does not allow it")
    NOT_TRACED = "not_traced", _("Not traced: made before 1946, or handed in under an amnesty")


class Result(TextChoices):
    """What an answer says. "Not recorded there" is an answer, and no failed trace."""

    HIT = "hit", _("Recorded there")
    NO_HIT = "no_hit", _("Not recorded there")
    INVALID_SERIAL = "invalid_serial", _("Not completed: the serial is not one of this maker")
    INCOMPLETE = "incomplete", _("Not completed: the description is not sufficient")
    RECORDS_LOST = "records_lost", _("Not completed: the records are lost or not kept so long")
    TOO_OLD = "too_old", _("Not completed: the weapon is too old")
    ELSEWHERE = "elsewhere", _("Not completed: made or imported elsewhere")
    STATE_ARM = "state_arm", _("Not completed: delivered to a state body")


NOT_COMPLETED = frozenset(Result) - {Result.HIT, Result.NO_HIT}
