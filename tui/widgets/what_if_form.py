"""The fields of a lead as a form: each is read as data is, and says so where it cannot be."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from ...engine.live.what_if import FormField, WhatIf
from .line_input import LineInput

MOMENT = ""
"""The name of the row for the moment, which is no field."""


_MOST: Final = 60
"""Fields, if not more of them are looked at."""


class Known(Suggester):
    """Offers a value that is known and begins so; ``values`` come when they have been found."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.values: Sequence[tuple[str, int]] = ()

    async def get_suggestion(self, value: str) -> str | None:
        if not value:
            return None
        begun = value.casefold()
        found = (text for text, _ in self.values if text.casefold().startswith(begun) and len(text) > len(value))
        chosen = next(found, None)
        return None if chosen is None else value + chosen[len(value) :]


class FormInput(LineInput):
    """One value; the arrows and enter go from field to field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,enter", "app.focus_next", "Next field", show=False, id="what-if.next"),
        Binding("up", "app.focus_previous", "Previous field", show=False, id="what-if.previous"),
    ]

    def __init__(self, name: str, value: str, placeholder: str) -> None:
        self.known = Known()
        super().__init__(
            value, placeholder=placeholder, compact=True, select_on_focus=False, name=name, suggester=self.known
        )


class WhatIfForm(VerticalScroll, can_focus=False):
    """Posts ``Written`` when a text is another one, ``Entered`` when a field has the focus."""

    DEFAULT_CSS = """
    WhatIfForm {
        scrollbar-size-vertical: 1;
        & .form-row { height: 1; }
        & .form-name { width: 20; height: 1; padding: 0 1 0 0; text-overflow: ellipsis; text-wrap: nowrap; }
        & FormInput { width: 1fr; height: 1; background: $boost; }
        & FormInput:focus { background: $primary 30%; }
        & .form-note {
            width: auto; max-width: 36; height: 1; padding: 0 1; color: $foreground 70%;
            text-overflow: ellipsis; text-wrap: nowrap; display: none;
        }
        & .-noted .form-note { display: block; }
        & .-wrong .form-note { color: $text-error; }
        & .form-more { height: 1; color: $foreground 62%; }
        & .form-row:focus-within .form-name { text-style: bold; color: $text-accent; }
    }
    """

    class Written(Message):
        def __init__(self, name: str, text: str) -> None:
            super().__init__()
            self.name = name
            self.text = text

    class Entered(Message):
        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, what_if: WhatIf, moment: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self.what_if = what_if
        self.moment = moment
        """The real one, in words."""
        self.shown = _shown(what_if.fields)

    def compose(self) -> ComposeResult:
        edits = self.what_if.edits
        yield from self._row(0, MOMENT, edits.as_of, f"{self.moment}, or +7d, or a date")
        for number, field in enumerate(self.shown, 1):
            written = self.what_if.written(field.name)
            yield from self._row(number, field.name, written, f"missing ({field.type.value})")
        left_out = len(self.what_if.fields) - len(self.shown)
        if left_out:
            yield Static(f"  … {left_out:,} more, that no rule looks at", classes="form-more")

    def _row(self, number: int, name: str, value: str, placeholder: str) -> ComposeResult:
        with Horizontal(classes="form-row", id=f"row-{number}"):
            yield Static("", classes="form-name")
            yield FormInput(name, value, placeholder)
            yield Static("", classes="form-note")

    def on_mount(self) -> None:
        self.tell({})

    @property
    def inputs(self) -> list[FormInput]:
        return list(self.query(FormInput))

    def input_of(self, name: str) -> FormInput:
        return next(i for i in self.inputs if i.name == name)

    def tell(self, problems: Mapping[str, str]) -> None:
        """What is other than it is, and what cannot be read."""
        self._tell_row(0, MOMENT, "as of", bool(self.what_if.edits.as_of.strip()), "", True, problems)
        for number, field in enumerate(self.shown, 1):
            is_other = field.name in self.what_if.edits.fields
            real = (f"is {field.real}" if field.real else "is missing") if self.what_if.real is not None else ""
            self._tell_row(number, field.name, field.name, is_other, real, field.is_asked, problems)

    def _tell_row(
        self, number: int, key: str, name: str, is_other: bool, real: str, is_asked: bool, problems: Mapping[str, str]
    ) -> None:
        row = self.query_one(f"#row-{number}")
        said, note = row.query(Static)
        sign = ("● ", "$text-warning") if is_other else "  "
        said.update(Content.assemble(sign, name if is_asked else (name, "$foreground 62%")))
        problem = problems.get(key, "")
        row.set_class(bool(problem), "-wrong")
        noted = f"✖ {problem}" if problem else real if is_other else ""
        row.set_class(bool(noted), "-noted")
        note.update(Content(noted))

    def fill(self, what_if: WhatIf) -> None:
        """The values of another what-if of the same lead."""
        self.what_if = what_if
        for field in self.inputs:
            name = field.name or MOMENT
            field.value = what_if.edits.as_of if name == MOMENT else what_if.written(name)
        self.tell({})

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Written(event.input.name or MOMENT, event.value))

    def on_descendant_focus(self) -> None:
        focused = self.screen.focused
        if isinstance(focused, FormInput):
            self.post_message(self.Entered(focused.name or MOMENT))


def _shown(fields: Sequence[FormField]) -> list[FormField]:
    """All that the rules look at, and others as long as there are not too many."""
    room = _MOST - sum(field.is_asked for field in fields)
    found: list[FormField] = []
    for field in fields:
        if field.is_asked or room > 0:
            found.append(field)
            room -= not field.is_asked
    return found
