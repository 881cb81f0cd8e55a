"""Views of lists that a person keeps under a name."""

from django.db import models

from ..numbers import new_id


class SavedView(models.Model):
    """A filter of the list of weapons; a convenience of one person, not part of the register."""

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    person = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "person", "name"], name="view_is_named_once")]

    def __str__(self) -> str:
        return self.name
