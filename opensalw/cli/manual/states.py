"""The page of a part's states, and its drawing: both from the one table that drives buttons and checks."""

from html import escape

from opensalw.core.jurisdictions import REGIONAL, seats
from opensalw.roadmap.states import EDITABLE, OWNERS, TRANSITIONS, State, Transition, diagram

from .markdown import code, codes, page, said, table
from .permissions import allowed

WAY = (State.DRAFT, State.CLEARED, State.SUBMITTED, State.ACCEPTED, State.RELEASED)
WIDTH, HEIGHT, STEP, TOP = 190, 40, 90, 20
LEFT = 40


def states_page() -> str:
    """States, owners and steps."""
    seat = seats()[0].id
    return page(
        "States of a part",
        "Where a part of a round can stand, who has it then, and which steps lead on.",
        "",
        "![The states of a part and the steps between them](states.svg)",
        "",
        "## States",
        *table(
            ("State", "Shown as", "In the hands of", "Can be edited"),
            ((code(s), said(s.label), said(OWNERS[s]), "yes" if s in EDITABLE else "no") for s in State),
        ),
        "## Steps",
        *table(
            ("Step", "Shown as", "From", "To", "Part of a seat: who", "Regional part: who", "Needs"),
            (
                (
                    code(step.name), said(step.label), codes(sorted(step.before)), _leads_to(step),
                    _who(step, seat), _who(step, REGIONAL), said(step.needs),
                )
                for step in TRANSITIONS.values()
            ),
        ),
        "When the secretariat entered a part on behalf of a late seat, it also takes the steps clear, back to draft\n"
        "and submit for it; the seat then confirms, and without that the part is not released.",
        "",
        "Of a part that was accepted before, back to draft leads to `amending`. Of one that was released, accepting\n"
        "and leaving it as it stood lead to `released`: it was public all the time. When the time of an unlocking\n"
        "runs out with nothing sent, the part is left as it stood.",
        "",
        "The same table as a Mermaid diagram:",
        "",
        "```mermaid",
        diagram(),
        "```",
    )  # fmt: skip


def _leads_to(step: Transition) -> str:
    return f"{code(step.after)}, again: {code(step.again)}" if step.again else code(step.after)


def _who(step: Transition, jurisdiction: str) -> str:
    roles = allowed(lambda person: step.refuse_person(person, jurisdiction), jurisdiction)
    return ", ".join(said(role.label) for role in roles) or "nobody"


def states_drawing() -> str:
    """The way of a part as SVG: steps forward in a column, steps back at its sides."""
    places = {state: TOP + index * STEP for index, state in enumerate(WAY)}
    far = LEFT + WIDTH + 190
    beside = {
        State.RETURNED: (far, places[State.SUBMITTED] - STEP // 2),
        State.AMENDING: (far + 50, places[State.ACCEPTED] + STEP // 2),
    }
    shapes = [_box(LEFT, places[state], str(state.label)) for state in WAY]
    shapes += [_box(*place, str(state.label)) for state, place in beside.items()]
    for step in TRANSITIONS.values():
        for before in sorted(step.before):
            shapes.append(_arrow(step, before, places, beside))
    height = places[WAY[-1]] + HEIGHT + TOP
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" width="720" height="{height}" '
            'font-family="sans-serif" font-size="14" role="img">',
            "<title>" + escape(_told()) + "</title>",
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
            'orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>',
            f'<rect width="720" height="{height}" fill="#fff"/>',
            *shapes,
            "</svg>\n",
        ]
    )


def _told() -> str:
    steps = (f"{step.label}: {', '.join(sorted(step.before))} to {step.after}" for step in TRANSITIONS.values())
    return "States of a part. " + "; ".join(steps) + "."


def _box(x: int, y: int, words: str) -> str:
    middle = x + WIDTH // 2
    return (
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="4" fill="#f4f4f1" stroke="#222"/>'
        f'<text x="{middle}" y="{y + 25}" text-anchor="middle" font-weight="600">{escape(words)}</text>'
    )


def _arrow(step: Transition, before: State, places: dict[State, int], beside: dict[State, tuple[int, int]]) -> str:
    """A step: down the column, back up it, or to and from a state at its side."""
    right = LEFT + WIDTH
    if before in places and step.after in places:
        start, end = places[before], places[step.after]
        if end > start:
            line, at = f"M{LEFT + 60} {start + HEIGHT}V{end}", (LEFT + 70, (start + HEIGHT + end) // 2 + 5)
        else:
            line, at = f"M{right - 50} {start}V{end + HEIGHT}", (right - 40, (end + HEIGHT + start) // 2 + 5)
    elif step.after in places:
        (far, side), end = beside[before], places[step.after] + HEIGHT // 2
        line, at = _back(step, before, far, side, end)
    else:
        (far, side), start = beside[step.after], places[before] + HEIGHT // 2
        edge = side + HEIGHT if start > side + HEIGHT // 2 else side
        line, at = f"M{right} {start}H{far + 60}V{edge}", (right + 20, start - 8 if edge == side else start + 20)
    text = f'<text x="{at[0]}" y="{at[1]}">{escape(str(step.label))}</text>'
    return f'<path d="{line}" fill="none" stroke="#222" marker-end="url(#tip)"/>{text}'


def _back(step: Transition, before: State, far: int, side: int, end: int) -> tuple[str, tuple[int, int]]:
    """From a state at the side back into the column; each step in a lane of its own."""
    if step.after == State.ACCEPTED:
        middle = side + HEIGHT // 2
        return f"M{far} {middle}H{LEFT + WIDTH - 30}V{end + HEIGHT // 2}", (LEFT + WIDTH + 20, middle - 8)
    lane, edge = (170, end - 12) if before == State.AMENDING else (60, end)
    return f"M{far + lane} {side}V{edge}H{LEFT + WIDTH}", (far + lane + 8, (side + end) // 2 + 5)
