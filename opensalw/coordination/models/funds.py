"""Funds and who sits at their table; calls, proposals and decisions follow in their own modules."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from opensalw.roadmap.models import Source

from .projects import Organisation


class Fund(models.Model):
    """A fund that pays for projects of the Roadmap; ``rules`` are the settings that its decisions follow."""

    key = models.SlugField(primary_key=True, max_length=60)
    title = models.CharField(max_length=200)
    code = models.CharField(max_length=40, blank=True)
    framework_key = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    began_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    rules = models.JSONField(default=dict, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT)
    locator = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Seat(models.Model):
    """The place of an organisation at a fund, from a day to a day; one organisation may hold several."""

    class Part(models.TextChoices):
        CHAIR = "chair", _("Chair")
        MEMBER = "member", _("Member")
        EX_OFFICIO = "ex_officio", _("Member ex officio")
        OBSERVER = "observer", _("Observer")
        SECRETARIAT = "secretariat", _("Secretariat")
        ADMINISTRATOR = "administrator", _("Administrative agent")
        PARTICIPANT = "participant", _("Participating organisation")
        CONTRIBUTOR = "contributor", _("Contributor")

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seats")
    part = models.CharField(max_length=14, choices=Part.choices)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["fund", "part", "organisation"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "organisation", "part"], condition=models.Q(until__isnull=True),
                name="seat_at_a_fund_is_held_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_part_display()}"
