"""What can happen to action plans and to what is aimed at; declared with the other events."""

from opensalw.ledger.event import Event


class PlanAdopted(Event):
    """A version of a jurisdiction's action plan is entered."""

    stream = "plan"
    name = "plan_adopted"
    label = "Action plan adopted"
    sentence = "Action plan version {version} with {activities} activities."

    version: int
    activities: int
    derived: bool = False


class ActivityStatus(Event):
    """An activity of an action plan changes its status."""

    stream = "plan"
    name = "activity_status"
    label = "Activity status"
    sentence = "Activity {code}: {status}."

    code: str
    status: str
    delay: str = ""
    share_done: int | None = None


class AimSet(Event):
    """A baseline, a milestone or a target of a jurisdiction is laid down."""

    stream = "aim"
    name = "aim_set"
    label = "Target laid down"
    sentence = "A {kind} of {value} {unit} for {line} by {by_day}, from {source}."

    kind: str
    line: str
    value: str
    unit: str
    by_day: str
    source: str


class AimWithdrawn(Event):
    """A baseline, a milestone or a target no longer holds."""

    stream = "aim"
    name = "aim_withdrawn"
    label = "Target withdrawn"
    sentence = "The {kind} for {line} is withdrawn."

    kind: str
    line: str
