"""How a person wants to be reminded, and what was sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderChoice(models.Model):
    """How often a person gets mail of what is due, and the hash of the secret in the address of the calendar."""

    class How(models.TextChoices):
        OFF = "off", _("Never")
        ON_THE_DAY = "on_the_day", _("On the day that something is due, and the day after")
        WEEKLY = "weekly", _("Every Monday")
        DAILY = "daily", _("Every day")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminder_choice")
    how = models.CharField(max_length=12, choices=How.choices, default=How.WEEKLY)
    feed_hash = models.CharField(max_length=64, blank=True)
    feed_made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["feed_hash"], condition=~models.Q(feed_hash=""), name="calendar_address_is_of_one_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_how_display()}"


class ReminderSent(models.Model):
    """A mail that left: to whom, for which day, with how many things. Nobody gets two on a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders_sent")
    day = models.DateField()
    things = models.PositiveIntegerField()
    by = models.CharField(max_length=60)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="person_is_reminded_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user}, {self.day}"
