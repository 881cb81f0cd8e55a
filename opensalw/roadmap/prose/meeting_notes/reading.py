"""Notes of a meeting, passage by passage: where a session begins, who chairs, who speaks on which jurisdiction."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from opensalw.core.jurisdictions import jurisdiction

from ..actors import places
from ..context import Setting, is_heading, settings
from ..documents import Document
from ..passages import Passage
from ..times import first_day_named
from ..vocabulary import Vocabulary, vocabulary, whole_words
from .people import Voice, Voices, introduced, lead_of
from .promising import promised_in
from .shape import Block, Notes, Part, Promise, Said

_CHAIRED = re.compile(
    r"^\s*(?:the (?:session|meeting) was )?(?:chair(?:ed)?|moderat(?:ed|or)|facilitated|opened|presided over)"
    r"(?: and \w+)?\s*(?:by|:)\s*(?P<who>.+)",
    re.IGNORECASE | re.DOTALL,
)
_FRONT = re.compile(
    r"^\W*(?:meeting notes|notes|minutes|record|background|introduction|participants|attendance|list of|agenda|contents"
    r"|annex|abbreviations|summary)\b",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"^\W*(?:opening|welcome|session\b|closing|conclusions?|concluding|funding|next steps|follow-up|item \d"
    r"|agenda item|discussion|way forward|any other)",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"^\s*(?:\*+|\[\d+\]|\d+\))\s*\w+ to \w+ shall be understood", re.IGNORECASE)
_KINDS = (
    ("opening", re.compile(r"\b(?:opening|welcome|introduct)", re.IGNORECASE)),
    ("conclusions", re.compile(r"\b(?:conclusion|concluding|closing|next steps|way forward)", re.IGNORECASE)),
    ("follow_up", re.compile(r"\bfollow-?up\b", re.IGNORECASE)),
    ("funding", re.compile(r"\b(?:funding|financ|donor|support to the implementation)", re.IGNORECASE)),
    ("jurisdictions", re.compile(r"\b(?:implementation|progress|action plans?|jurisdictions)", re.IGNORECASE)),
)  # fmt: skip
_PLAIN = {"opening": "address", "conclusions": "conclusions", "funding": "funding", "follow_up": "follow_up"}
_TITLE_LIMIT = 200


def read_notes(document: Document, *, held_on: date | None = None) -> Notes:
    """The sessions, chairs, blocks, statements, points and promises of a document; names of persons are left out."""
    return _Reader(document, held_on).read()


class _Reader:
    """Walks through the passages once."""

    def __init__(self, document: Document, held_on: date | None) -> None:
        self.words: Vocabulary = vocabulary()
        self.passages = document.passages
        self.settings = settings(document.passages, self.words)
        self.voices = Voices(self.words)
        self.comments = re.compile(rf"\W*{whole_words(self.words.comments)}\W*$", re.IGNORECASE)
        held_on = held_on or next(filter(None, (first_day_named(p.text, self.words) for p in self.passages[:12])), None)
        title = next((p.text for p in self.passages if p.kind == "heading"), self.passages[0].text)
        self.notes = Notes(" ".join(title.split())[:_TITLE_LIMIT], held_on)
        self.session_level = 0
        self.speaking: Said | None = None
        self.fresh = True
        self.chair = Voice()
        self.in_item = False
        self.found: list[tuple[Promise, Part, Block | None]] = []

    def read(self) -> Notes:
        """The notes."""
        for passage, setting in zip(self.passages, self.settings, strict=True):
            if _FOOTNOTE.match(passage.text):
                continue
            if is_heading(passage):
                self._heading(passage)
            elif chair := _CHAIRED.match(passage.text):
                self._chair(chair["who"])
            elif self.notes.sessions:
                self._passage(passage, setting)
        self.notes.sessions = [one for one in self.notes.sessions if one.blocks]
        self.notes.promises = [
            replace(one, session=_place(part, self.notes.sessions), block=_place(block, part.blocks))
            for one, part, block in self.found
        ]
        return self.notes

    def _heading(self, passage: Passage) -> None:
        self.speaking, self.fresh = None, True
        level, text = passage.level or 9, " ".join(passage.text.split())
        named = {place.jurisdiction for place in places(text)}
        alone = len(named) == 1 and len(text) <= 60 and not _SESSION.match(text)
        if _FRONT.match(text) and not self.notes.sessions:
            return
        if self.comments.match(text) and self.notes.sessions:
            last = self._last_block()
            self._block("comments", text, last.jurisdiction if last else "")
        elif alone and (self.notes.sessions or not self._is_first(passage)):
            self._in_session()
            self._block("presentation", text, named.pop())
        elif _SESSION.match(text) or (self.notes.sessions and level <= self.session_level):
            self._session(text, level)
        elif self.notes.sessions:
            self._block("discussion", text, "")
        elif not self._is_first(passage):
            self._session(text, level)

    def _is_first(self, passage: Passage) -> bool:
        """Whether it is the title of the document."""
        return passage is next((one for one in self.passages if one.kind == "heading"), None)

    def _session(self, text: str, level: int) -> None:
        kind = next((kind for kind, pattern in _KINDS if pattern.search(text)), "other")
        self.session_level = level
        self.notes.sessions.append(Part(kind, text[:_TITLE_LIMIT], self.chair))

    def _in_session(self) -> None:
        """A block stands in a session; where the notes have none, there is one for all."""
        if not self.notes.sessions:
            self._session("", 9)
            self.notes.sessions[-1].kind = "jurisdictions"

    def _chair(self, words: str) -> None:
        """Who chairs the session; said before the first one, who chairs them all."""
        voice = self.voices.read(words)
        if self.notes.sessions:
            self.notes.sessions[-1].chair = voice
        else:
            self.chair = voice

    def _block(self, kind: str, title: str, jurisdiction: str, *, headed: bool = True) -> Block:
        made = Block(kind, title[:_TITLE_LIMIT], jurisdiction, headed)
        self.notes.sessions[-1].blocks.append(made)
        return made

    def _last_block(self) -> Block | None:
        blocks = self.notes.sessions[-1].blocks
        return blocks[-1] if blocks else None

    def _passage(self, passage: Passage, setting: Setting) -> None:
        """A statement begins, goes on, or a point is listed."""
        session, block = self.notes.sessions[-1], self._last_block()
        heard = passage.text
        if lead := lead_of(passage.text, passage.lead, self.words):
            introduction, heard = introduced(passage.text, lead)
            voice = self.voices.read(introduction)
            block = self._block_for(session, block, setting)
            self.speaking = Said(voice, heard.strip())
            block.said.append(self.speaking)
            self.in_item = passage.kind == "item"
        else:
            if self.in_item and passage.kind == "item":
                self.speaking, self.in_item = None, False
            if block is None:
                if passage.kind == "paragraph":
                    return self._promises(heard, setting)
                block = self._block_for(session, None, setting)
            if self.speaking is None:
                self.speaking = Said(Voice())
                block.said.append(self.speaking)
            if passage.kind in ("item", "row"):
                self.speaking.points.append(passage.text)
            else:
                self.speaking.text = f"{self.speaking.text}\n{passage.text}".strip()
        self.fresh = False
        return self._promises(heard, setting)

    def _block_for(self, session: Part, block: Block | None, setting: Setting) -> Block:
        """The block in which a new speaker speaks: a guest after a presentation comments on it."""
        if block is None or (self.fresh and not block.headed):
            if session.kind in _PLAIN:
                return self._block(_PLAIN[session.kind], session.title, "", headed=False)
            where = setting.jurisdiction or ""
            kind = "presentation" if where and session.kind == "jurisdictions" else "discussion"
            title = jurisdiction(where).seat if kind == "presentation" else session.title
            return self._block(kind, title, where, headed=False)
        if block.kind == "presentation" and block.said:
            return self._block("comments", str(_comments_on(block)), block.jurisdiction, headed=False)
        return block

    def _promises(self, text: str, setting: Setting) -> None:
        if self.notes.held_on is None:
            return
        block = self._last_block()
        where = block.jurisdiction if block else ""
        owner = self.speaking.voice if self.speaking else Voice()
        for sentence, due in promised_in(text, self.notes.held_on):
            made = Promise(
                " ".join(text[slice(*sentence)].split()), due.due.words, due.due.first, due.due.last,
                owner.organisation or owner.function, where or setting.jurisdiction or "",
            )  # fmt: skip
            self.found.append((made, self.notes.sessions[-1], block))


def _place(wanted: object, among: Sequence[object]) -> int:
    """Where a session or block stands; -1 where it is not kept."""
    return next((number for number, one in enumerate(among) if one is wanted), -1)


def _comments_on(block: Block) -> str:
    return f"Comments on {block.title}"
