"""A conversation about one draft after the other: what was said, what came of it, what was applied. Knows of no screen.

talk = Conversation(gate, drafter)
draft = talk.say("25 points for 2 pricing visits in a week", tell)     # in a worker
preview = talk.preview()                                               # in a worker: checked, tried, with tests
talk.say("make it 14 days", tell)                                      # changes the draft
talk.apply()                                                           # writes the files, whole or not at all
talk.undo()
"""

from collections.abc import Callable

from ..dsl.errors import LeadwrightError
from .choices import spelled_out
from .drafts import Draft, Drafter, Request, Tokens, Turn
from .files import Applied, take_back, write
from .gate import Gate, on_disk
from .names import Names
from .preview import Preview, preview_of


def _unheard(_text: str) -> None:
    """Nobody looks on."""


class Conversation:
    """``gate``: the rules that are there; after a draft was applied still those before it, so that a follow-up takes
    its place. ``turns``: what was said. ``tokens``: of all turns."""

    def __init__(self, gate: Gate, drafter: Drafter, names: Names | None = None, turns: tuple[Turn, ...] = ()) -> None:
        self.gate = gate
        self.drafter = drafter
        self.turns = turns
        self._names = names
        self._preview: Preview | None = None
        self._applied: list[Applied] = []

    @property
    def names(self) -> Names:
        return self._names if self._names is not None else self.gate.names

    @property
    def tokens(self) -> Tokens:
        return sum((turn.draft.tokens for turn in self.turns), Tokens())

    @property
    def draft(self) -> Draft | None:
        """The last one that has rules."""
        return next((t.draft for t in reversed(self.turns) if t.draft.outcome == "draft"), None)

    def say(self, said: str, tell: Callable[[str], None] = _unheard) -> Draft:
        """A definition, an answer, or what is to be different. Raises LeadwrightError; then nothing was said.

        A question may be answered by the letters of its choices: ``b``, ``1a 2c``.
        """
        self._look_again()
        if self.turns and self.turns[-1].draft.outcome == "ask":
            said = spelled_out(self.turns[-1].draft.questions, said)
        request = Request(said, self.names, self.gate.rules_text, self.turns)
        draft = self.drafter.draft(request, self.gate, tell)
        self.turns = (*self.turns, Turn(said, draft))
        self._preview = None
        return draft

    def explain(self, said: str) -> str | None:
        """What a name means in plain English, if that is what was asked: “what does pricing_intent do?”, “explain MQL”.

        Looks into the draft as well. None if it was no such question.
        """
        from .describing import about
        from .describing.about import asked_about

        name = asked_about(said)
        if name is None:
            return None
        draft = self.draft
        checked = self.gate.base if draft is None else self.gate.check(draft.rules).checked
        found = about(checked if checked.model is not None else self.gate.base, name)
        if found is None and said.casefold().split()[:1] == ["explain"]:
            return f"nothing in the rules is called “{name}”"
        return found

    def preview(self) -> Preview:
        """Of what came of the last turn. Raises LeadwrightError if nothing was said yet."""
        if not self.turns:
            raise LeadwrightError("there is no draft yet", "say what shall be scored")
        if self._preview is None:
            last = self.turns[-1].draft
            before = next((t.draft for t in reversed(self.turns[:-1]) if t.draft.outcome == "draft"), None)
            self._preview = preview_of(self.gate, last, before)
        return self._preview

    def _look_again(self) -> None:
        """If somebody else has written to the rules meanwhile, they are what a draft goes into from now on."""
        gate = self.gate
        if gate.target in gate.texts:
            return
        expected = gate.text
        for edit in (edit for applied in self._applied for edit in applied.edits if edit.path == gate.target):
            expected = edit.after
        if (on_disk(gate.target) or "") != expected:
            self.gate = gate.afresh()
            self._applied = []
            self._preview = None

    # --- files

    @property
    def can_undo(self) -> bool:
        return bool(self._applied)

    def apply(self) -> Applied:
        """Write the last draft and its tests. Raises LeadwrightError if there is none, or if it cannot be; OSError."""
        if not self.turns or self.turns[-1].draft.outcome != "draft":
            raise LeadwrightError("there is nothing to apply", "say what shall be scored")
        preview = self.preview()
        if not preview.can_be_applied:
            raise LeadwrightError("the draft has errors: it is not applied", "say what is to be different")
        applied = write(preview.edits, self.gate)
        self._applied.append(applied)
        self._preview = None
        return applied

    def undo(self) -> Applied:
        """Take back what was applied last. Raises LeadwrightError if there is nothing, or if a file has changed."""
        if not self._applied:
            raise LeadwrightError("there is nothing to undo")
        take_back(self._applied[-1])
        self._preview = None
        return self._applied.pop()

    def new(self, gate: Gate | None = None) -> None:
        """Begin afresh; what was applied stays. ``gate``: the rules as they are by now."""
        self.gate = gate or self.gate
        self._names = None if gate is not None else self._names
        self.turns = ()
        self._preview = None
        self._applied = []
