"""What can happen to organisations, projects and their money."""

from opensalw.ledger.event import Event, declare


class ProjectEntered(Event):
    """A project is entered in the portfolio."""

    stream = "project"
    name = "project_entered"
    label = "Project entered"
    sentence = "{organisation} entered the project {title}."

    key: str
    title: str
    organisation: str
    stage: str
    source: str = ""


class ProjectChanged(Event):
    """What is known of a project changes."""

    stream = "project"
    name = "project_changed"
    label = "Project changed"
    sentence = "{what}."

    what: str


class ProjectReleased(Event):
    """The project is shown to the public, or no longer."""

    stream = "project"
    name = "project_released"
    label = "Project released"
    sentence = "Shown to the public: {public}."

    public: bool


class ProjectDivided(Event):
    """The project is divided by jurisdiction or goal, in per cent."""

    stream = "project"
    name = "project_divided"
    label = "Project divided"
    sentence = "Divided by {of}: {shares}."

    of: str
    shares: str


class NeedsServed(Event):
    """Which needs the project serves."""

    stream = "project"
    name = "needs_served"
    label = "Needs served"
    sentence = "Serves the needs {needs}."

    needs: str


class MoneyEntered(Event):
    """An amount of a project is entered in its own currency."""

    stream = "project"
    name = "money_entered"
    label = "Money entered"
    sentence = "{kind}: {amount} {currency} {donor}"

    money: str
    kind: str
    amount: str
    currency: str
    donor: str = ""
    source: str = ""


class MoneyWithdrawn(Event):
    """An amount was wrong; it is struck out and stays readable."""

    stream = "project"
    name = "money_withdrawn"
    label = "Money struck out"
    sentence = "{kind}: {amount} {currency} was struck out."

    money: str
    kind: str
    amount: str
    currency: str


class ProjectActivityKept(Event):
    """An activity of a project is entered or changed."""

    stream = "project"
    name = "project_activity"
    label = "Activity of a project"
    sentence = "{title}: {status}"

    activity: str
    title: str
    status: str
    delay: str = ""


class ProjectResultKept(Event):
    """What came of a project is entered or changed; it is never added to the Roadmap's line."""

    stream = "project"
    name = "project_result"
    label = "Result of a project"
    sentence = "{title}: {actual}"

    result: str
    title: str
    line: str = ""
    actual: str = ""


class ContributionSent(Event):
    """The contribution form of a project for a round is sent; exactly that is kept."""

    stream = "project"
    name = "contribution_sent"
    label = "Contribution form sent"
    sentence = "Contribution form {number} for {round} was sent."

    round: str
    number: int
    sha256: str


class OrganisationKept(Event):
    """An organisation is entered or changed."""

    stream = "organisation"
    name = "organisation_kept"
    label = "Organisation"
    sentence = "{called} ({key}): {what}."

    key: str
    called: str
    what: str


class OrganisationRemoved(Event):
    """An organisation that nothing names was entered by mistake and is removed."""

    stream = "organisation"
    name = "organisation_removed"
    label = "Organisation removed"
    sentence = "{called} ({key}) was removed."

    key: str
    called: str


class RateEntered(Event):
    """What a currency was worth in another on a day, by whose word."""

    stream = "rate"
    name = "rate_entered"
    label = "Rate of exchange"
    sentence = "On {on_day} one {currency} was {rate} {into}, says {source}."

    currency: str
    into: str
    on_day: str
    rate: str
    source: str


declare(
    ProjectEntered,
    ProjectChanged,
    ProjectReleased,
    ProjectDivided,
    NeedsServed,
    MoneyEntered,
    MoneyWithdrawn,
    ProjectActivityKept,
    ProjectResultKept,
    ContributionSent,
    OrganisationKept,
    OrganisationRemoved,
    RateEntered,
)
