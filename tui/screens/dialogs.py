"""Questions that have to be answered before anything else: one of several answers, or a line of text."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from ..widgets.diff_view import DiffView, Text

CSS = """
Question, Line {
    align: center middle;
    & > .box {
        width: 76; max-width: 94%; height: auto; max-height: 90%;
        background: $surface; border: round $primary; padding: 1 2; border-title-style: bold;
    }
    & .said { height: auto; max-height: 60vh; }
    & > .box.-with-texts { width: 120; }
    & DiffView { height: auto; max-height: 50vh; margin-top: 1; }
    & .answers { height: auto; align-horizontal: right; margin-top: 1; }
    & .answers Button { margin-left: 1; min-width: 12; }
    & Input { margin-top: 1; }
}
"""


class Question(ModalScreen[str]):
    """Gives the key of the answer; escape gives the last one, which changes nothing.

    ``answers``: key → words, the first is the usual one. A single letter takes an answer as well. ``texts``: what the
    question is about; arrows and page keys go through them. ``careful``: the last one is marked at first.
    """

    DEFAULT_CSS = CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", show=False),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
        Binding("up", "through('move', -1)", show=False),
        Binding("down", "through('move', 1)", show=False),
        Binding("pageup", "through('page', -1)", show=False),
        Binding("pagedown", "through('page', 1)", show=False),
    ]

    def __init__(
        self,
        title: str,
        said: str,
        answers: Sequence[tuple[str, str]],
        texts: Sequence[Text] = (),
        careful: bool = False,
    ) -> None:
        super().__init__()
        self.heading = title
        self.said = said
        self.answers = answers
        self.texts = texts
        self.careful = careful

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = self.heading
            box.set_class(bool(self.texts), "-with-texts")
            with VerticalScroll(classes="said", can_focus=False):
                yield Static(self.said, markup=False)
            if self.texts:
                yield DiffView(self.texts)
            with Horizontal(classes="answers"):
                for number, (key, words) in enumerate(self.answers):
                    yield Button(
                        words, id=f"answer-{key}", variant="primary" if number == 0 else "default", compact=True
                    )

    def on_mount(self) -> None:
        answers = self.query(Button)
        (answers.last() if self.careful else answers.first()).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss((event.button.id or "").removeprefix("answer-"))

    def action_through(self, how: str, by: int) -> None:
        for view in self.query(DiffView):
            (view.action_page if how == "page" else view.action_move)(by)

    def on_key(self, event: object) -> None:
        character = str(getattr(event, "character", None) or "").lower()
        for key, words in self.answers:
            if character and words.lower().startswith(character):
                self.dismiss(key)
                return

    def action_leave(self) -> None:
        self.dismiss(self.answers[-1][0])


class Line(ModalScreen[str | None]):
    """Asks for a line of text; None if it is left."""

    DEFAULT_CSS = CSS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", show=False)]

    def __init__(self, title: str, said: str, value: str = "") -> None:
        super().__init__()
        self.heading = title
        self.said = said
        self.value = value

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = self.heading
            yield Static(self.said, markup=False)
            yield Input(self.value, compact=True, select_on_focus=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)

    def action_leave(self) -> None:
        self.dismiss(None)
