"""The assistant's place: what was said, the drafts that came of it, and the line where one writes."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from ...assistant.drafts import Draft
from .draft_card import DraftCard
from .editor_keys import PLAIN
from .pane import Pane

WELCOME = """\
Say in plain English who qualifies, or what is worth how many points:

  10 points for a webinar, 25 for 2 visits of the pricing page in a week

  An MQL is in the US, has 50 to 500 employees and asked for a demo in the last 30 days

What comes of it is checked, tried on the leads and shown here. Nothing changes before you apply it."""


class Question(TextArea, inherit_bindings=False):
    """Where one writes: enter sends, ctrl+j begins a new line; what is pasted keeps its lines."""

    DEFAULT_CSS = """
    Question { height: auto; min-height: 1; max-height: 8; padding: 0 1; border: none; background: $boost; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *PLAIN,
        Binding("ctrl+z", "undo", "Undo", show=False),
        Binding("ctrl+y", "redo", "Redo", show=False),
        Binding("enter", "send", "Send", id="assistant.send", priority=True),
        Binding("ctrl+j", "new_line", "New line", id="assistant.line", show=False, priority=True),
    ]

    class Sent(Message):
        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__(
            "",
            soft_wrap=True,
            compact=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            placeholder="what shall be scored?",
        )

    def action_send(self) -> None:
        text = self.text.strip()
        if text:
            self.post_message(self.Sent(text))

    def action_new_line(self) -> None:
        self.insert("\n")


class AssistantPane(Pane):
    """Posts ``Question.Sent``, ``DraftCard.Taken`` and ``Rejected``, ``Stopped``."""

    DEFAULT_CSS = """
    AssistantPane {
        & #said { height: 1fr; padding: 0 1; }
        & .you { padding: 0 1; margin: 0 0 1 0; background: $panel; height: auto; }
        & .told { padding: 0 1; margin: 0 0 1 0; height: auto; color: $foreground 80%; }
        & .failed { padding: 0 1; margin: 0 0 1 0; height: auto; color: $text-error; }
        & #writing { padding: 0 1; height: auto; display: none; color: $foreground 75%; }
        &.-busy #writing { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Stop or back", id="assistant.back", show=False),
    ]

    class Stopped(Message):
        """Whatever is being drafted is not wanted any more."""

    class Left(Message):
        """Back to where one was."""

    def __init__(self, id: str = "assistant") -> None:
        super().__init__(id=id)
        self.is_busy = False
        self._written = ""

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="said", can_focus=False):
            yield Static(WELCOME, classes="told nothing-said", markup=False)
        yield Static("", id="writing", markup=False)
        yield Question()

    def on_mount(self) -> None:
        self.border_title = "5 Assistant"
        self.question.cursor_blink = self.app.animation_level != "none"  # pyright: ignore[reportUnknownMemberType]

    @property
    def question(self) -> Question:
        return self.query_one(Question)

    @property
    def card(self) -> DraftCard | None:
        """The draft that waits for an answer."""
        cards = list(self.query(DraftCard))
        return cards[-1] if cards and cards[-1].is_open else None

    # --- what is said

    def tell_drafter(self, said: str) -> None:
        self.border_subtitle = said

    def person_said(self, text: str) -> None:
        for nothing in self.query(".nothing-said"):
            nothing.remove()
        self._add(Static(Content(text), classes="you"))
        self.question.text = ""

    def tell(self, text: str, failed: bool = False) -> None:
        self._add(Static(text, classes="failed" if failed else "told", markup=False))

    def show(self, draft: Draft, lines: tuple[tuple[str, str], ...], sound: bool) -> DraftCard:
        """``sound``: whether it can be applied."""
        if self.card is not None:
            self.card.close("over")
        card = DraftCard(draft, lines, sound)
        self._add(card)
        if self.has_focus_within:
            target = card if card.is_open else self.question
            self.call_after_refresh(target.focus)
        return card

    def _add(self, widget: Static) -> None:
        said = self.query_one("#said", VerticalScroll)
        said.mount(widget)
        self.call_after_refresh(said.scroll_end, animate=False)

    def forget(self) -> None:
        """Begin anew."""
        said = self.query_one("#said", VerticalScroll)
        said.remove_children()
        said.mount(Static(WELCOME, classes="told nothing-said", markup=False))

    # --- while a draft is made

    def busy(self, what: str) -> None:
        self.is_busy, self._written = True, ""
        self.add_class("-busy")
        self.query_one("#writing", Static).update(f"{what} …   esc stops it")

    def wrote(self, piece: str) -> None:
        """What a model writes, as it comes."""
        self._written += piece
        shown = "\n".join(self._written.split("\n")[-6:])
        self.query_one("#writing", Static).update(shown)

    def done(self) -> None:
        self.is_busy = False
        self.remove_class("-busy")

    def action_back(self) -> None:
        if self.is_busy:
            self.post_message(self.Stopped())
        elif self.query(DraftCard) and isinstance(self.screen.focused, DraftCard):
            self.question.focus()
        else:
            self.post_message(self.Left())

    def on_draft_card_answering(self, event: DraftCard.Answering) -> None:
        event.stop()
        self.question.focus()

    def on_key(self, event: events.Key) -> None:
        """From the line up to the draft, and back."""
        card = self.card
        if event.key == "up" and self.question.has_focus and card is not None and self.question.cursor_location[0] == 0:
            event.stop()
            card.focus()
        elif event.key == "down" and isinstance(self.screen.focused, DraftCard):
            event.stop()
            self.question.focus()
