"""A draft of the assistant as it is shown before anybody applies it: rules, what they rest on, what they do."""

from collections.abc import Iterator
from string import ascii_lowercase
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ...assistant.drafts import Draft
from ..language.highlight import tokens

_STYLES = {
    "keyword": "bold $text-accent",
    "rule": "bold $text-accent",
    "effect": "bold $text-success",
    "word": "$text-primary",
    "definition": "bold",
    "string": "$text-warning",
    "number": "$text-success",
    "date": "$text-success",
    "duration": "$text-success",
    "comment": "italic $foreground 65%",
}


class DraftCard(Static, can_focus=True):
    """``lines``: what the preview says of the draft besides what is in it: effect, tests, diagnostics; each with a
    style. ``sound``: it can be applied. A card that was answered by another one is ``over``: it can only be read."""

    DEFAULT_CSS = """
    DraftCard {
        height: auto; padding: 0 1; margin: 0 0 1 0; border-left: thick $foreground 30%;
        link-style: none; link-color: $foreground;
        &:focus { border-left: thick $primary; background: $boost; }
        &.-over { color: $foreground 75%; }
        &.-applied { border-left: thick $success; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "take", "Apply", id="assistant.apply", tooltip="Into the editor, as one step; nothing is saved"),
        Binding("r", "reject", "Reject", id="assistant.reject", tooltip="Leave everything as it is"),
        Binding("e,i", "answer", "Say more", id="assistant.answer", tooltip="Back to the line where you write"),
    ]

    class Taken(Message):
        def __init__(self, card: "DraftCard") -> None:
            super().__init__()
            self.card = card

    class Rejected(Taken):
        pass

    class Answering(Message):
        pass

    def __init__(self, draft: Draft, lines: tuple[tuple[str, str], ...] = (), sound: bool = True) -> None:
        super().__init__("")
        self.draft = draft
        self.sound = sound
        self.lines = lines
        self.state = ""
        """``applied``, ``rejected``, ``over``, or nothing: it waits for an answer."""

    def on_mount(self) -> None:
        self._draw()

    @property
    def is_open(self) -> bool:
        return not self.state and self.sound and self.draft.outcome == "draft"

    def close(self, state: str) -> None:
        if self.state:
            return
        self.state = state
        self.set_class(state == "applied", "-applied")
        self.add_class("-over")
        self._draw()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.is_open if action in ("take", "reject") else True

    def action_take(self) -> None:
        if self.is_open:
            self.post_message(self.Taken(self))

    def action_reject(self) -> None:
        if self.is_open:
            self.post_message(self.Rejected(self))

    def action_answer(self) -> None:
        self.post_message(self.Answering())

    def _draw(self) -> None:
        self.update(Content("\n").join(self._told()))

    def _told(self) -> Iterator[Content]:
        draft = self.draft
        match draft.outcome:
            case "draft":
                yield from self._rules()
            case "ask":
                yield Content.styled("First I have to know:", "bold")
            case "decline":
                yield Content.styled("✖ This cannot be said in rules of this project.", "bold $text-warning")
                if draft.reason:
                    yield Content(draft.reason)
        for number, question in enumerate(draft.questions, 1):
            yield Content.assemble((f"{number}. " if len(draft.questions) > 1 else "", "bold"), question.text)
            letters = zip(ascii_lowercase, question.choices, strict=False)
            yield from (Content(f"   {letter}) {choice}") for letter, choice in letters)
        if draft.unread:
            yield Content.styled("▲ Not carried out:", "bold $text-warning")
            for unread in draft.unread:
                yield Content(f"   “{unread.words}”")
                if unread.nearest:
                    yield Content.styled(f"   → {unread.nearest}", "$foreground 75%")
        if draft.assumptions:
            yield Content.styled("Assumed:", "bold")
            yield from (Content(f"   · {said}") for said in draft.assumptions)
        yield from (Content.styled(text, style) if style else Content(text) for text, style in self.lines)
        yield from self._foot()

    def _rules(self) -> Iterator[Content]:
        for line in self.draft.rules.rstrip("\n").split("\n"):
            shown = Content(line)
            for token in tokens(line):
                style = _STYLES.get(token.kind)
                if style:
                    shown = shown.stylize(style, token.start, token.end)
            yield Content.assemble(("+ ", "bold $text-success"), shown)

    def _foot(self) -> Iterator[Content]:
        said = {
            "applied": ("✔ applied; ctrl+z in the rules takes it back, ctrl+s saves", "$text-success"),
            "rejected": ("rejected", "$foreground 75%"),
        }.get(self.state)
        if said is not None:
            yield Content.styled(*said)
        elif self.is_open:
            yield Content.from_markup(
                "[@click=take()][bold $text-accent]a[/] apply[/]  [@click=reject()][bold $text-accent]r[/] reject[/]  "
                "[@click=answer()][bold $text-accent]e[/] say more[/]"
            )
