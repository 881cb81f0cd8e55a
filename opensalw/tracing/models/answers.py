"""The answer to a request: the chain of hands, where the weapon left it, and which personal fields were released."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from opensalw.registers.numbers import new_id

from .requests import TraceRequest


class ChainLink(models.Model):
    """One hand through which a weapon went. A firm or authority is named; of a person only that there was one.

    ``holder`` is the person in the own register; what may be told of them waits for a ``Release``.
    """

    class Part(models.TextChoices):
        MAKER = "maker", _("Maker")
        WHOLESALER = "wholesaler", _("Wholesaler")
        EXPORTER = "exporter", _("Exporter")
        IMPORTER = "importer", _("Importer")
        DEALER = "dealer", _("Dealer")
        FIRST_BUYER = "first_buyer", _("First buyer")
        HOLDER = "holder", _("Holder")
        STATE = "state_body", _("State body")
        UNLAWFUL = "unlawful", _("Unlawful holder")

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    request = models.ForeignKey(TraceRequest, on_delete=models.PROTECT, related_name="chain", db_constraint=False)
    position = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=12, choices=Part.choices)
    place = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=160, blank=True)
    is_person = models.BooleanField(default=False)
    holder = models.UUIDField(null=True, blank=True)
    on = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=160, blank=True)
    release = models.UUIDField(null=True, blank=True)
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["request", "position"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "request", "position"], name="chain_link_stands_once"),
            models.CheckConstraint(
                condition=Q(is_person=False) | Q(name=""), name="chain_names_no_person",
                violation_error_message=_("A person is named by a release only."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.name}".strip()


class Diversion(models.Model):
    """Where the weapon left the lawful chain; one for a request."""

    class Kind(models.TextChoices):
        THEFT = "theft", _("Theft from a lawful holder")
        LOSS = "loss", _("Loss by a lawful holder")
        SALE = "unlawful_sale", _("Unlawful sale or transfer")
        EXPORT = "export", _("Diverted on export or in transit")
        STATE_STOCK = "state_stock", _("From a state stock")
        CONVERSION = "conversion", _("Converted or reactivated")
        OTHER = "other", _("Established in another way")

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    request = models.OneToOneField(
        TraceRequest, on_delete=models.PROTECT, related_name="diversion", db_constraint=False
    )
    kind = models.CharField(max_length=14, choices=Kind.choices)
    place = models.CharField(max_length=120, blank=True)
    on = models.DateField(null=True, blank=True)
    after = models.PositiveSmallIntegerField(null=True, blank=True)
    because = models.CharField(max_length=400)
    made_by = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.get_kind_display()


class Release(models.Model):
    """Personal fields of a chain: one person proposes that they go out, another lets them; decided once."""

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    request = models.ForeignKey(TraceRequest, on_delete=models.PROTECT, related_name="releases", db_constraint=False)
    link = models.UUIDField()
    fields = ArrayField(models.CharField(max_length=12))
    purpose = models.CharField(max_length=300)
    proposed_by = models.CharField(max_length=60)
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    confirmed = models.BooleanField(null=True, blank=True)
    because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["proposed_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")), name="release_takes_two_persons"),
            models.CheckConstraint(
                condition=Q(confirmed__isnull=True) | ~Q(decided_by=""), name="release_is_decided_by_somebody"
            ),
            models.UniqueConstraint(
                fields=["jurisdiction", "link"], condition=Q(confirmed__isnull=True), name="release_waits_once"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(self.fields)
