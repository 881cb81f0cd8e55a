"""Funds, who sits at their table, the versions of their rules, and what was paid in."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opensalw.roadmap.models import Source

from .projects import Organisation


class Fund(models.Model):
    """A fund that pays for projects of the Roadmap. Its rules are versions, see :class:`RuleSet`."""

    key = models.SlugField(primary_key=True, max_length=60)
    title = models.CharField(max_length=200)
    code = models.CharField(max_length=40, blank=True)
    framework_key = models.CharField(max_length=40)
    currency = models.CharField(max_length=3, blank=True)
    giver = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="gives_as")
    began_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT)
    locator = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    as_of = models.DateField(null=True, blank=True)
    is_public = models.BooleanField(default=True)
    awards_known = models.BooleanField(default=True)
    is_training = models.BooleanField(default=False)

    class Meta:
        ordering = ["is_training", "title"]

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


class RuleSet(models.Model):
    """A version of a fund's rules, in force from a day until the next one; rows are only ever added."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="rule_sets")
    number = models.PositiveIntegerField()
    valid_from = models.DateField(null=True, blank=True)
    content = models.JSONField()
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT)
    locator = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["fund", "number"]
        constraints = [models.UniqueConstraint(fields=["fund", "number"], name="rule_set_is_numbered_once")]

    def __str__(self) -> str:
        return f"{self.fund}, rules {self.number}"


class FundMoney(models.Model):
    """Money of a fund itself, in its own currency: paid in, given back to it, or taken as a fee."""

    class Kind(models.TextChoices):
        PAID_IN = "paid_in", _("Paid in")
        RETURNED = "returned", _("Returned by a project")
        FEE = "fee", _("Fee or refund taken out")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="money")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    contributor = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="paid_into"
    )
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT)
    locator = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["fund", "kind", "on", "id"]
        verbose_name_plural = "fund money"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | (Q(amount__gt=0) & ~Q(currency="")),
                name="fund_money_is_above_zero_in_a_currency",
                violation_error_message=_("Give an amount above zero and its currency."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.fund}"
