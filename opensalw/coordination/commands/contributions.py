"""The half-yearly contribution form: begun, saved, sent."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import orjson
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.roadmap.models import Round

from ..contribution_form import as_facts, as_kept, lacks
from ..events.projects import ContributionSent
from ..models import Contribution, Project
from ..queries.contributions import draft_of, offered
from ..queries.projects import funding_of, money_of
from ..queries.rates import Rates
from ..rules import projects as rules
from .projects import change_project, held, record


@transaction.atomic
def begin_contribution(project: Project, round: Round, *, by: Person) -> Contribution:
    """Open the form of a project for a round, filled with what is known; the one in work is given back."""
    kept = held(project)
    require(rules.refuse_project_work(by, kept.organisation))
    if round.state == Round.State.CLOSED:
        raise Refused(_("Round %(round)s is closed; its forms stay as they were sent.") % {"round": round.key})
    if found := draft_of(kept, round.key):
        return found
    last = Contribution.objects.filter(project=kept, round=round).aggregate(last=Max("number"))["last"] or 0
    return Contribution.objects.create(
        project=kept, round=round, number=last + 1, content=offered(kept), begun_by=by.id
    )  # fmt: skip


@transaction.atomic
def save_contribution(form: Contribution, content: Mapping[str, Any], *, by: Person) -> Contribution:
    """Keep what was typed so far."""
    kept = Contribution.objects.select_for_update().select_related("project__organisation").get(pk=form.pk)
    require(rules.refuse_project_work(by, kept.project.organisation))
    require(None if kept.state == Contribution.State.DRAFT else _("This form was sent. Begin a new one to correct it."))
    kept.content = as_kept(content)
    kept.save(update_fields=["content"])
    return kept


@transaction.atomic
def send_contribution(form: Contribution, *, by: Person) -> Contribution:
    """Send the form: it is kept with a hash, and what it says of the project stands from now on."""
    kept = Contribution.objects.select_for_update().get(pk=form.pk)
    project = held(kept.project)
    require(rules.refuse_project_work(by, project.organisation))
    require(None if kept.state == Contribution.State.DRAFT else _("This form was sent already."))
    for field, reason in lacks(kept.content).items():
        raise Refused(reason, field)
    reason = _("Contribution form for %(round)s") % {"round": kept.round_id}
    project = change_project(project, by=by, reason=reason, **as_facts(kept.content))
    kept.content = {**kept.content, **snapshot(project)}
    kept.sha256 = sha256(orjson.dumps(kept.content, option=orjson.OPT_SORT_KEYS)).hexdigest()
    kept.state, kept.sent_at, kept.sent_by = Contribution.State.SENT, timezone.now(), by.id
    kept.save()
    record(ContributionSent(round=kept.round_id, number=kept.number, sha256=kept.sha256), project, by)
    return kept


def snapshot(project: Project) -> dict[str, Any]:
    """What the form says besides its answers: title, money, goals, needs as they stood when it was sent."""
    stands = funding_of(project, Rates())
    return {
        "title": project.title,
        "organisation": project.organisation.name,
        "jurisdictions": list(project.jurisdictions),
        "goals": list(project.goals),
        "needs": sorted(project.needs.values_list("number", flat=True)),
        "funding": str(stands.state),
        "money": [
            {
                "kind": row.kind, "donor": row.donor.name if row.donor else "",
                "amount": str(row.amount) if row.amount is not None else None, "currency": row.currency,
                "on": row.on.isoformat() if row.on else "",
                "starts_on": row.starts_on.isoformat() if row.starts_on else "",
                "ends_on": row.ends_on.isoformat() if row.ends_on else "",
            }
            for row in money_of(project)
        ],
    }  # fmt: skip
