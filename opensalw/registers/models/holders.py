"""Who holds weapons and by what right; who looked at them; what needs a second person."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..numbers import new_id


class Holder(models.Model):
    """A person, firm or authority. What identifies a person stands here alone and can be erased."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        FIRM = "firm", _("Firm")
        AUTHORITY = "authority", _("Authority")

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    number = models.CharField(max_length=14)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=160, blank=True)
    name_key = models.CharField(max_length=200, blank=True)
    own_number = models.CharField(max_length=40, blank=True)
    own_key = models.CharField(max_length=60, blank=True)
    born_on = models.DateField(null=True, blank=True)
    address = models.CharField(max_length=200, blank=True)
    is_dealer = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "number"], name="holder_is_numbered_once"),
            models.UniqueConstraint(
                fields=["jurisdiction", "own_key"], condition=~Q(own_key=""), name="holder_is_recorded_once"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", own_number="", address=""),
                name="holder_erased_is_bare",
            ),
        ]
        indexes = [
            models.Index(
                fields=["jurisdiction", "name_key"], name="holder_by_name", opclasses=["", "text_pattern_ops"]
            ),
            models.Index(fields=["jurisdiction", "id"], name="holder_who_deals", condition=Q(is_dealer=True)),
        ]

    def __str__(self) -> str:
        return self.number


class Permit(models.Model):
    """A right to hold, carry or deal in weapons, as it stands today."""

    class State(models.TextChoices):
        VALID = "valid", _("valid")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("expired")

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    number = models.CharField(max_length=14)
    holder = models.UUIDField()
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=60, blank=True)
    reference_key = models.CharField(max_length=60, blank=True)
    granted_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    conditions = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.VALID)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "number"], name="permit_is_numbered_once")]
        indexes = [
            models.Index(fields=["jurisdiction", "holder"], name="permit_of_a_holder"),
            models.Index(fields=["jurisdiction", "reference_key"], name="permit_by_reference"),
            models.Index(
                fields=["jurisdiction", "valid_until", "id"], name="permit_running_out", condition=Q(state="valid")
            ),
        ]

    def __str__(self) -> str:
        return self.number


class BookEntry(models.Model):
    """A line of a dealer's or broker's book: a weapon came in or went out."""

    id = models.BigAutoField(primary_key=True)
    jurisdiction = models.CharField(max_length=8)
    dealer = models.UUIDField()
    firearm = models.UUIDField()
    came_in = models.BooleanField()
    other = models.UUIDField(null=True, blank=True)
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["jurisdiction", "dealer", "on"], name="book_of_a_dealer")]

    def __str__(self) -> str:
        return f"{self.dealer} {self.on}"


class SecondCheck(models.Model):
    """An act that one person proposes and another confirms; the database holds them apart too."""

    class Act(models.TextChoices):
        DEACTIVATE = "deactivate", _("Deactivation")
        MERGE = "merge", _("Merging two records")
        CATEGORY = "category", _("Change of category")

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    act = models.CharField(max_length=12, choices=Act.choices)
    firearm = models.UUIDField()
    on = models.DateField()
    details = models.JSONField(default=dict)
    reason = models.CharField(max_length=300)
    proposed_by = models.CharField(max_length=60)
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    confirmed = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")), name="second_person_is_another"),
            models.CheckConstraint(
                condition=Q(confirmed__isnull=True) | ~Q(decided_by=""), name="second_person_is_named"
            ),
        ]
        indexes = [
            models.Index(fields=["jurisdiction", "firearm"], name="check_of_a_firearm"),
            models.Index(
                fields=["jurisdiction", "proposed_at"], name="check_that_waits", condition=Q(confirmed__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.firearm}"


class Consultation(models.Model):
    """Somebody looked at personal data: who, when, what and for which purpose. Rows are only added."""

    id = models.BigAutoField(primary_key=True)
    jurisdiction = models.CharField(max_length=8)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=60)
    what = models.CharField(max_length=20)
    subject = models.UUIDField(null=True, blank=True)
    purpose = models.CharField(max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(purpose=""), name="consultation_has_a_purpose")]
        indexes = [models.Index(fields=["jurisdiction", "-id"], name="consultations_newest_first")]

    def __str__(self) -> str:
        return f"{self.at} {self.by}"
