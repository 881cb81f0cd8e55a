"""Institutions, people and what they may do; tables only."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Institution(models.Model):
    """An organisation that supplies, checks, funds or implements; a tree within a jurisdiction."""

    class Type(models.TextChoices):
        COMMISSION = "commission", _("SALW Commission")
        MINISTRY = "ministry", _("Ministry")
        POLICE = "police", _("Police")
        BORDER_POLICE = "border_police", _("Border police")
        CUSTOMS = "customs", _("Customs")
        DEFENCE = "defence", _("Defence")
        PROSECUTION = "prosecution", _("Prosecution")
        COURT = "court", _("Court")
        LABORATORY = "laboratory", _("Laboratory")
        DONOR = "donor", _("Donor")
        IMPLEMENTER = "implementer", _("Implementing organisation")
        SECRETARIAT = "secretariat", _("Secretariat")

    key = models.CharField(primary_key=True, max_length=60)
    jurisdiction = models.CharField(max_length=8)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    type = models.CharField(max_length=20, choices=Type.choices)
    name = models.CharField(max_length=160)

    class Meta:
        ordering = ["jurisdiction", "type", "name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="institution_has_a_name")]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Finds a user by e-mail address, however it is capitalised."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this e-mail address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person or a post that signs in. ``shown_as`` is a post ("Officer, Belgrade"), not a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email = models.EmailField(unique=True)
    shown_as = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)
    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["shown_as"]

    class Meta:
        ordering = ["shown_as"]

    def __str__(self) -> str:
        return self.shown_as


class Role(models.TextChoices):
    """What a person does at an institution."""

    CONTRIBUTOR = "contributor", _("Contributor")
    OFFICER = "officer", _("Officer")
    CHAIR = "chair", _("Commission chair")
    SECRETARIAT = "secretariat", _("Secretariat")
    DONOR = "donor", _("Donor or implementing organisation")
    PROTECTION = "protection", _("Data-protection officer")


class Membership(models.Model):
    """A person's role at an institution, from a day to a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["institution", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "institution", "role"],
                condition=Q(until__isnull=True),
                name="membership_is_held_once",
                violation_error_message=_("This person already has this role at this institution."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="membership_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.institution}"


class OneTimeLink(models.Model):
    """An invitation or a password reset, handed over by e-mail or on paper; only its hash is kept."""

    class Purpose(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        RESET = "reset", _("Password reset")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="links")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} for {self.user}"


class AccessToken(models.Model):
    """A machine's key to the API, for one institution, limited to scopes; only its hash is kept."""

    class Scope(models.TextChoices):
        READ = "read", _("Read what the institution may see")
        WRITE = "write", _("Write the institution's own submission")
        SUBMIT = "submit", _("Send the institution's own submission")
        CHECK = "check", _("Ask whether a weapon is registered, lost or stolen, and nothing else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=80)
    beginning = models.CharField(max_length=12)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=12, choices=Scope.choices))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.label} ({self.beginning}…)"


class AdministrativeAct(models.Model):
    """What was done to people, roles and tokens, by whom and why; rows are only ever added."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=60)
    act = models.CharField(max_length=40)
    about = models.CharField(max_length=160)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.act}: {self.about}"
