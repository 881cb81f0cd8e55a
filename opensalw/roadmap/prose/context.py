"""Where a passage stands: under which headings, in which jurisdiction's part, and who speaks."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .actors import Named, places, speaker
from .passages import Passage
from .vocabulary import Vocabulary, whole_words

_CHAIRED = re.compile(r"\s*(?:chaired|moderated|opened|facilitated|prepared|attended)\b", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:present|inform|stat|emphasi[sz]|stress|add|thank|not|highlight|recall|remind|underlin|comment|explain|announc|"
    r"point|commend|express|mention|conclud|confirm|report|provid|updat|welcom|reiterat|outlin|describ)(?:s|e|es|ed|ing)\b"
)
_INTRODUCTION = 400
_LINE, _LINE_LEVEL = 60, 5
_SHARE = 0.7
_LEAST = 2


@dataclass(frozen=True)
class Setting:
    """What holds for a passage and is not said in it."""

    jurisdiction: str | None = None
    speaker: Named | None = None
    speaks_of: str | None = None
    is_comment: bool = False
    is_account: bool = False
    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def speaker_is_guest(self) -> bool:
        """Whether an organisation speaks that is no authority of the jurisdiction."""
        return self.speaker is not None and self.speaker.is_organisation


def settings(passages: Sequence[Passage], words: Vocabulary, default: str | None = None) -> list[Setting]:
    """The setting of each passage, in order; ``default`` is the jurisdiction where the text names none."""
    found = _spoken(passages, _headed(passages, words), words)
    for begin, end in _runs(found):
        jurisdiction = _told_by_names(passages[begin:end], found[begin:end]) or default
        for number in range(begin, end):
            found[number] = replace(found[number], jurisdiction=found[number].jurisdiction or jurisdiction)
    return [replace(one, is_account=one.jurisdiction is not None and not one.is_comment) for one in found]


def _headed(passages: Sequence[Passage], words: Vocabulary) -> list[Setting]:
    """Headings, and the jurisdiction that the nearest one names."""
    comments = re.compile(rf"\W*{whole_words(words.comments)}\W*$", re.IGNORECASE)
    topics = re.compile(rf"\W*(?:\d+[.)]\s*)?{whole_words(words.topics)}", re.IGNORECASE)
    stack: list[tuple[int, str]] = []
    jurisdiction, at_level, is_comment = None, 0, False  # type: str | None, int, bool
    columns: tuple[str, ...] = ()
    found = []
    for passage in passages:
        if is_heading(passage):
            level = passage.level or _LINE_LEVEL
            is_comment = bool(comments.match(passage.text))
            keeps = level > at_level or is_comment or (level == at_level and bool(topics.match(passage.text)))
            stack = [*(one for one in stack if one[0] < level), (level, passage.text)]
            if named := _one_place(passage.text):
                jurisdiction, at_level = named, level
            elif not keeps:
                jurisdiction, at_level = None, 0
        columns = _columns(passage, columns)
        titles = tuple(title for _level, title in stack)
        found.append(Setting(jurisdiction, is_comment=is_comment, headings=titles, columns=columns))
    return found


def is_heading(passage: Passage) -> bool:
    """Whether a passage stands over what follows: a heading, or a line that says only whose turn it is."""
    if passage.kind == "heading":
        return True
    short = passage.kind == "paragraph" and len(passage.text) < _LINE and not re.search(r"[.;!?\d]", passage.text)
    named = places(passage.text) if short else []
    return len(named) == 1 and len(passage.text.strip(" :*")) <= named[0].end - named[0].start + 2


def _columns(passage: Passage, before: tuple[str, ...]) -> tuple[str, ...]:
    """The heads of a table's columns: the cells of its first row."""
    if passage.kind != "row":
        return ()
    return before or tuple(cells(passage.text))


def cells(row: str) -> list[str]:
    """The cells of a row, one after the other."""
    return re.split(r"[|\t]", row)


def _spoken(passages: Sequence[Passage], found: list[Setting], words: Vocabulary) -> list[Setting]:
    """Each setting with the person who speaks, who goes on until the next one or the next heading."""
    current: Named | None = None
    speaks_of: str | None = None
    spoken = []
    for passage, setting in zip(passages, found, strict=True):
        if is_heading(passage):
            current, speaks_of = None, None
        elif passage.lead and not _CHAIRED.match(passage.text):
            current, speaks_of = speaker(_introduced(passage), words), _one_place(_introduced(passage))
        spoken.append(replace(setting, speaker=current, speaks_of=speaks_of))
    return spoken


def _introduced(passage: Passage) -> str:
    """The words that introduce a speaker: name, post and institution, up to the verb."""
    begin = max(passage.text.find(passage.lead[:12]), 0)
    return _SAYS.split(passage.text[begin : begin + _INTRODUCTION], maxsplit=1)[0]


def _runs(found: Sequence[Setting]) -> Iterable[tuple[int, int]]:
    """Stretches without a jurisdiction under one heading; comments belong to what they follow."""
    begin = 0
    for number in range(1, len(found) + 1):
        if number == len(found) or _parts(found[number - 1], found[number]):
            if found[begin].jurisdiction is None:
                yield begin, number
            begin = number


def _parts(one: Setting, other: Setting) -> bool:
    if one.jurisdiction != other.jurisdiction:
        return True
    return one.headings != other.headings and not other.is_comment


def _told_by_names(passages: Sequence[Passage], found: Sequence[Setting]) -> str | None:
    """The jurisdiction that a stretch without a heading speaks of, where its names leave no doubt."""
    counted = Counter(place.jurisdiction for passage in passages for place in places(passage.text))
    if not counted:
        return None
    [(jurisdiction, times)] = counted.most_common(1)
    sure = times >= _LEAST and times >= _SHARE * sum(counted.values())
    return jurisdiction if sure else None


def _one_place(text: str) -> str | None:
    named = {place.jurisdiction for place in places(text)}
    return named.pop() if len(named) == 1 else None
