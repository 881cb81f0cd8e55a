"""The page of a weapon's life, and its drawing: both from the one table that rules and buttons are made from."""

from html import escape

from opensalw.registers.lifecycle import STEPS, State, Step

from .markdown import code, codes, page, said, table

WAY = (State.HELD, State.LOST, State.STOLEN, State.TAKEN, State.EXPORTED, State.DEACTIVATED, State.DESTROYED,
       State.MERGED)  # fmt: skip
COLUMN, ROW, HEAD, LEFT = 96, 30, 70, 190


def lives_page() -> str:
    """States of a weapon, and what may happen in each."""
    return page(
        "Life of a weapon",
        "Where a weapon of a register can stand, and what may happen to it next.",
        "",
        "![The steps of a weapon's life: from which states each is possible, and where the weapon stands then]"
        "(weapon-life.svg)",
        "",
        "## States",
        *table(
            ("State", "Shown as", "What may happen next"),
            ((code(state), said(state.label), codes(_next(state))) for state in State),
        ),
        "## Steps",
        *table(
            ("Step", "Shown as", "Possible when it stands", "Stands then", "Takes two persons"),
            (
                (
                    code(step.name), said(step.label), codes(sorted(step.before)) or "not yet registered",
                    code(_after(step)) if _after(step) else "as before", "yes" if step.needs_second else "no",
                )
                for step in STEPS.values()
            ),
        ),
        "A life is read in the order of the days on which things happened, so that a theft reported late stands where\n"
        "it belongs. A weapon that is taken in after its destruction is recorded and flagged; both entries stay.\n"
        "Destruction takes two persons on the destruction day.",
    )  # fmt: skip


def _next(state: State) -> list[str]:
    return [step.name for step in STEPS.values() if state in step.before]


def _after(step: Step) -> str:
    return State.HELD if step.name == "registered" else step.after or ""


def lives_drawing() -> str:
    """One row a step, one column a state: a ring where it is possible, a disc where the weapon stands then."""
    height, width = HEAD + ROW * len(STEPS) + 20, LEFT + COLUMN * len(WAY) + 10
    places = {state: LEFT + COLUMN * place + COLUMN // 2 for place, state in enumerate(WAY)}
    shapes = [
        f'<text x="{x}" y="{HEAD - 28}" text-anchor="middle" font-weight="600">{_two_lines(str(state.label), x)}</text>'
        f'<path d="M{x} {HEAD - 4}V{height - 14}" stroke="#ddd"/>'
        for state, x in places.items()
    ]
    shapes += [_row(step, HEAD + ROW * place + ROW // 2, places) for place, step in enumerate(STEPS.values())]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" font-family="sans-serif" font-size="13" role="img">',
            "<title>" + escape(_told()) + "</title>",
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            *shapes,
            "</svg>\n",
        ]
    )


def _told() -> str:
    steps = (
        f"{step.label}: {', '.join(sorted(step.before)) or 'new'} to {_after(step) or 'the same'}"
        for step in STEPS.values()
    )
    return "Life of a weapon. " + "; ".join(steps) + "."


def _two_lines(words: str, x: int) -> str:
    """A label on at most three short lines, the last one at the line of the others."""
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > 11 and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    starts = -15 * (len(lines) - 1) + 15
    return "".join(
        f'<tspan x="{x}" dy="{starts if place == 0 else 15}">{escape(line)}</tspan>' for place, line in enumerate(lines)
    )


def _row(step: Step, y: int, places: dict[State, int]) -> str:
    """A step: from the states in which it is possible to the one in which the weapon stands then."""
    words = escape(str(step.label)) + (" (two persons)" if step.needs_second else "")
    drawn = [f'<text x="10" y="{y + 4}">{words}</text>']
    befores = sorted(places[state] for state in step.before)
    after = _after(step)
    ends = [*befores, *([places[State(after)]] if after else [])]
    if len(ends) > 1:
        drawn.append(f'<path d="M{min(ends)} {y}H{max(ends)}" stroke="#222" stroke-width="1.5"/>')
    drawn += [f'<circle cx="{x}" cy="{y}" r="5" fill="#fff" stroke="#222" stroke-width="1.5"/>' for x in befores]
    if after:
        drawn.append(f'<circle cx="{places[State(after)]}" cy="{y}" r="6.5" fill="#222"/>')
    return "".join(drawn)
