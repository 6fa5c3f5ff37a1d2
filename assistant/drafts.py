"""What a drafter is given and what it gives: the same for all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from .gate import Gate
    from .names import Names

Outcome = Literal["draft", "ask", "decline"]
"""Rules; questions that must be answered first; or: this cannot be said in rules of this project."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that must not be guessed. ``choices``: answers that can be taken as they stand; at least one."""

    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """Words of the definition that no rule carries out. ``nearest``: the nearest thing that the language can say."""

    words: str
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Which words of the definition a line of the rules carries out. ``line``: from 1, in the draft's rules.

    ``words`` is a literal part of the definition.
    """

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a language model read and wrote, over all ``tries``; nothing for a drafter that is none."""

    read: int = 0
    written: int = 0
    tries: int = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        return Tokens(self.read + other.read, self.written + other.written, self.tries + other.tries)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a drafter made of a definition.

    ``rules``: whole statements, laid out, that may stand behind those of the project; empty unless ``outcome`` is
    ``draft``. ``tests``: `test` statements that the drafter itself wrote for them. ``assumptions``: readings that the
    words leave open, each a sentence (a corrected typing mistake is one of them). ``reason``: why it was declined.
    """

    outcome: Outcome
    rules: str = ""
    tests: str = ""
    questions: tuple[Question, ...] = ()
    assumptions: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    quotes: tuple[Quote, ...] = ()
    reason: str = ""
    tokens: Tokens = Tokens()


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange of a conversation: what the person said, and what came of it."""

    said: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class Request:
    """``said``: the definition, or in a follow-up what is to be different. ``rules``: the text of the rules that are
    there (declarations too). ``turns``: what was said before, the latest last; the last draft of them is the one that
    a follow-up changes.
    """

    said: str
    names: "Names"
    rules: str = ""
    turns: tuple[Turn, ...] = ()

    @property
    def current(self) -> Draft | None:
        """The draft that a follow-up changes."""
        return next((t.draft for t in reversed(self.turns) if t.draft.outcome == "draft"), None)


Tell = Callable[[str], None]
"""Called with each piece of text as a model writes it, for whoever looks on."""


class Drafter(Protocol):
    """``gate``: checks and runs a draft, for a drafter that repairs its own. Raises LeadwrightError."""

    name: str

    def draft(self, request: Request, gate: "Gate", tell: Tell) -> Draft: ...
