"""What can happen to a fund and its calls."""

from opensalw.ledger.event import Event, declare


class FundKept(Event):
    """A fund is entered or changed."""

    stream = "fund"
    name = "fund_kept"
    label = "Fund kept"
    sentence = "{key}: {what}."

    key: str
    what: str


class SeatKept(Event):
    """An organisation takes a seat at a fund, or leaves it."""

    stream = "fund"
    name = "seat_kept"
    label = "Seat kept"
    sentence = "{organisation} sits as {part}: {what}."

    organisation: str
    part: str
    what: str


class RulesSet(Event):
    """A version of the fund's rules comes into force."""

    stream = "fund"
    name = "rules_set"
    label = "Rules set"
    sentence = "Version {number} of the rules, in force from {valid_from}. Not known: {unknown}."

    number: int
    valid_from: str
    unknown: str


class FundMoneyEntered(Event):
    """Money comes into a fund, or leaves it otherwise than by an award."""

    stream = "fund"
    name = "fund_money_entered"
    label = "Money of a fund entered"
    sentence = "{kind}: {amount}, {contributor}."

    money: str
    kind: str
    amount: str
    contributor: str = ""


class FundMoneyWithdrawn(Event):
    """An amount of a fund was wrong and is struck out."""

    stream = "fund"
    name = "fund_money_withdrawn"
    label = "Money of a fund struck out"
    sentence = "{kind}: {amount} was struck out."

    money: str
    kind: str
    amount: str


class CallKept(Event):
    """A call is written or changed."""

    stream = "call"
    name = "call_kept"
    label = "Call kept"
    sentence = "{key}: {what}."

    key: str
    what: str


class CallOpened(Event):
    """A call is opened for proposals."""

    stream = "call"
    name = "call_opened"
    label = "Call opened"
    sentence = "{key} is open until {closes}."

    key: str
    closes: str


class ProposalBegun(Event):
    """An organisation begins a proposal."""

    stream = "proposal"
    name = "proposal_begun"
    label = "Proposal begun"
    sentence = "{number} was begun by {organisation} for {call}, as {stage}."

    number: str
    organisation: str
    call: str
    stage: str


class ProposalSent(Event):
    """A version of a proposal is sent; it stays as it is."""

    stream = "proposal"
    name = "proposal_sent"
    label = "Proposal sent"
    sentence = "{number}, version {version} ({stage}), was sent; receipt {receipt}, asks for {asked}."

    number: str
    version: int
    stage: str
    receipt: str
    sha256: str
    asked: str


class ProposalWithdrawn(Event):
    """Its organisation takes a proposal back."""

    stream = "proposal"
    name = "proposal_withdrawn"
    label = "Proposal withdrawn"
    sentence = "{number} was withdrawn."

    number: str


class FullProposalInvited(Event):
    """The concept is taken further: the full proposal is asked for."""

    stream = "proposal"
    name = "full_proposal_invited"
    label = "Full proposal invited"
    sentence = "The full proposal of {number} is asked for."

    number: str


class ReviewAssigned(Event):
    """A person is asked to review a proposal."""

    stream = "proposal"
    name = "review_assigned"
    label = "Review assigned"
    sentence = "{number} was given to {reviewer} for review."

    number: str
    reviewer: str


class ReviewDeclared(Event):
    """A reviewer says whether there is a conflict of interest."""

    stream = "proposal"
    name = "review_declared"
    label = "Reviewer's conflict declared"
    sentence = "{reviewer} on {number}: {what}."

    number: str
    reviewer: str
    what: str


class ReviewSent(Event):
    """A review is sent; it stays as it is."""

    stream = "proposal"
    name = "review_sent"
    label = "Review sent"
    sentence = "{reviewer} sent the review of {number}: {score} per cent."

    number: str
    reviewer: str
    score: str


class NoObjectionAsked(Event):
    """A Commission is asked whether it objects."""

    stream = "proposal"
    name = "no_objection_asked"
    label = "No-objection asked"
    sentence = "The Commission of {seat} was asked on {number}, until {until}."

    number: str
    seat: str
    until: str


class NoObjectionAnswered(Event):
    """A Commission answers."""

    stream = "proposal"
    name = "no_objection_answered"
    label = "No-objection answered"
    sentence = "The Commission of {seat} on {number}: {answer}."

    number: str
    seat: str
    answer: str


declare(
    FundKept,
    SeatKept,
    RulesSet,
    FundMoneyEntered,
    FundMoneyWithdrawn,
    CallKept,
    CallOpened,
    ProposalBegun,
    ProposalSent,
    ProposalWithdrawn,
    FullProposalInvited,
    ReviewAssigned,
    ReviewDeclared,
    ReviewSent,
    NoObjectionAsked,
    NoObjectionAnswered,
)
