"""The texts that were given to a part and how far their figures are decided."""

from django.db.models import Count, Q, QuerySet

from ..models import NoteDocument, ProposedFigure, Submission


def notes_of(submission: Submission) -> QuerySet[NoteDocument]:
    """The texts of a part, the newest first, each with how many figures it proposes and how many wait.

    ``own`` are the figures that speak of the part's jurisdiction; only these wait for a decision.
    """
    own = Q(figures__found__jurisdiction=submission.jurisdiction)
    if submission.jurisdiction == "J-REG":
        own = Q(figures__found__jurisdiction=None)
    waiting = own & Q(figures__state=ProposedFigure.State.WAITING)
    counted = NoteDocument.objects.filter(submission=submission).defer("text")
    return counted.annotate(own=Count("figures", filter=own), waiting=Count("figures", filter=waiting))
