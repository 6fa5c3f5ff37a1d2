"""The conversation with the assistant, held over texts that are not saved. No Textual in it.

A draft that was applied is in the editor's text; what is said next changes it, as long as nobody else changed the text:
then the text as it is by now is what drafts go into.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..assistant.conversation import Conversation
from ..assistant.drafters import Chosen, choose
from ..assistant.files import with_tests
from ..assistant.gate import Gate
from ..assistant.history import history_file, remember
from ..assistant.preview import Preview
from ..assistant.telling import facts
from ..dsl.errors import SourceError
from ..engine.live import LiveScores
from ..engine.project import Project

_STYLES = {
    "bold": "bold",
    "dim": "$foreground 75%",
    "yellow": "$text-warning",
    "red": "$text-error",
    "green": "$text-success",
}


@dataclass(frozen=True, slots=True)
class Situation:
    """What a draft is made for: the ``texts`` that are not saved, what any file holds by now (``text_of``), the
    ``file`` in front, the leads if they are read."""

    project: Project | None
    texts: Mapping[Path, str]
    text_of: Callable[[Path], str]
    file: Path | None
    live: LiveScores | None


class Assistance:
    """Made when something is said first. All but ``applied`` is to be called in a worker, one after the other."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.talk: Conversation | None = None
        self.chosen: Chosen | None = None
        self.texts: dict[Path, str] = {}
        """What was not saved when the last draft was made, or applied."""

    def choose(self, project: Project | None) -> Chosen:
        """Who drafts. Raises LeadwrightError for settings that are no good."""
        if self.chosen is None:
            self.chosen = choose(None, None if project is None else project.assistant)
        return self.chosen

    def ready(self, now: Situation) -> Conversation:
        """The conversation, about the rules as they are. Raises LeadwrightError, also if those have errors."""
        chosen = self.choose(now.project)
        talk = self.talk
        if talk is None or not self.is_about(now):
            gate = _gate(now, now.texts)
            broken = next((d for d in gate.base.diagnostics if d.is_error), None)
            if broken is not None:
                raise SourceError(f"the rules have an error: {broken.place}: {broken.message}", "f8 goes there")
            self.texts = dict(now.texts)
            if talk is None:
                talk = self.talk = Conversation(gate, chosen.drafter)
            else:
                talk.gate = gate
        elif talk.gate.live is not now.live:
            talk.gate = _gate(now, talk.gate.texts)
        return talk

    def say(self, said: str, now: Situation, tell: Callable[[str], None]) -> Preview:
        """What comes of it, checked and tried. Raises LeadwrightError, OSError, and whatever ``tell`` raises."""
        talk = self.ready(now)
        talk.say(said, tell)
        preview = talk.preview()
        remember(history_file(self.root), talk.turns)
        return preview

    def is_about(self, now: Situation) -> bool:
        """Whether the rules are those of the last draft: saving them makes no difference."""
        return now.texts.keys() <= self.texts.keys() and all(now.text_of(p) == text for p, text in self.texts.items())

    def applied(self, texts: Mapping[Path, str]) -> None:
        """A draft was put into the editors: their texts by now."""
        self.texts = dict(texts)

    def forget(self) -> None:
        """Begin afresh."""
        self.talk = self.chosen = None
        self.texts = {}


def texts_with(preview: Preview, text_of: Callable[[Path], str | None]) -> dict[Path, str]:
    """The texts as a draft makes them: rules in their place, tests behind what the editor has of their file."""
    rules, *others = preview.edits
    made = {rules.path: rules.after}
    for edit in others:
        there = text_of(edit.path)
        made[edit.path] = edit.after if there is None or there == edit.before else with_tests(there, preview.tests)
    return {path: text.replace("\r\n", "\n") for path, text in made.items()}


def styled_facts(preview: Preview) -> tuple[tuple[str, str], ...]:
    """What is known of a draft besides what is in it, in the styles of the app."""
    return tuple((line.text, " ".join(_STYLES.get(word, "") for word in line.style.split())) for line in facts(preview))


def _gate(now: Situation, texts: Mapping[Path, str]) -> Gate:
    gate = _gate_of(now, texts)
    gate.texts.setdefault(gate.target, gate.text)  # as it is now, whatever is saved meanwhile
    return gate


def _gate_of(now: Situation, texts: Mapping[Path, str]) -> Gate:
    file = now.file if now.file is not None and now.file.suffix == ".lead" else None
    if now.project is None:
        if file is None:
            raise SourceError("there are no rules yet", "open a rules file, or begin one with ctrl+n")
        return Gate([file], file.parent, file, texts)
    gate = Gate.of_project(now.project, None, texts, now.live)
    if file is None or file == gate.target:
        return gate
    is_of_rules = any(s.path is not None and s.path.resolve() == file for s in gate.base.sources)
    has_rules = gate.base.model is None or any(
        r.place is not None and r.place.source.path is not None and r.place.source.path.resolve() == file
        for r in gate.base.model.rules
    )
    return Gate.of_project(now.project, file, texts, now.live) if is_of_rules and has_rules else gate
