"""The events of a lead: the newest first, filtered as one types, taken away and put back; and a line for one more."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import ClassVar, Final, cast

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from ...dsl.types import Type
from ...dsl.words import written_name
from ...engine.live.what_if import FormEvent, UnfitError, WhatIf
from ...engine.phrases import value_text
from ...engine.records import Event
from ...engine.timeline.words import moment_words
from ...showing.outline import Line
from .line_input import LineInput
from .outline_view import OutlineView

_MOST: Final = 300
_MINUTE: Final = 60_000_000


class EventList(OutlineView):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,delete", "take", "Take away", id="what-if.take", tooltip="Or put it back", key_display="x"),
        Binding("a", "add", "Add", id="what-if.add", tooltip="One more event"),
        Binding("u", "undo", "Undo", id="what-if.undo", tooltip="The last change of the events"),
        Binding("slash", "filter", "Filter", id="what-if.filter", key_display="/"),
        Binding(
            "t",
            "types",
            "All types",
            id="what-if.types",
            tooltip="Also events and properties that no rule looks at, or not",
        ),
    ]

    class Wanted(Message):
        """``what``: undo, filter or types."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def action_take(self) -> None:
        self.action_choose()

    def action_add(self) -> None:
        self.screen.query_one("#event-what").focus()  # at once: the next letter is meant for it

    def action_undo(self) -> None:
        self.post_message(self.Wanted("undo"))

    def action_filter(self) -> None:
        self.post_message(self.Wanted("filter"))

    def action_types(self) -> None:
        self.post_message(self.Wanted("types"))


class EventNames(Suggester):
    """Offers events and signals, then their properties. ``properties_of`` is asked for those of an event."""

    def __init__(self, names: list[str], properties_of: Callable[[str], list[str]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.names = names
        self.properties_of = properties_of

    async def get_suggestion(self, value: str) -> str | None:
        head, _, last = value.rpartition(" ")
        if not last:
            return None
        words = head.split()
        if not words:
            offered = self.names
        elif words[-1] == "with" or words[-1].endswith(","):
            offered = self.properties_of(words[0])
        else:
            offered = ["with", "times", "ago"]
        chosen = next((name for name in offered if name.startswith(last) and name != last), None)
        return None if chosen is None else value + chosen[len(last) :]


class WhatIfEvents(Vertical):
    """``names``: what an event can be called. Posts ``Changed`` when events are other ones, ``Adding`` for one more."""

    DEFAULT_CSS = """
    WhatIfEvents {
        & #event-filter { height: 1; background: $boost; display: none; }
        &.-filtering #event-filter { display: block; }
        & EventList { height: 1fr; }
        & #event-said { height: auto; max-height: 3; padding: 0 1; color: $text-error; display: none; }
        &.-wrong #event-said { display: block; }
        & #event-add { height: 1; }
        & #event-add Static { width: 2; color: $text-success; text-style: bold; }
        & #event-add Input { height: 1; background: $boost; margin-right: 1; }
        & #event-add Input:focus { background: $primary 30%; }
        & #event-what { width: 1fr; }
        & #event-when { width: 18; }
        & #event-times { width: 8; margin-right: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "to_list", "Back", id="what-if.to-list", key_display="esc"),
    ]

    class Changed(Message):
        pass

    class Adding(Message):
        """An event as it is written, with when and how many times."""

        def __init__(self, what: str, when: str, times: str) -> None:
            super().__init__()
            self.what = what
            self.when = when
            self.times = times

    def __init__(self, what_if: WhatIf, names: list[str], id: str | None = None) -> None:
        super().__init__(id=id)
        self.what_if = what_if
        self.names = names
        self.only_asked = what_if.asked_count > 0
        self._texts: dict[int, str] = {}

    def compose(self) -> ComposeResult:
        yield LineInput(placeholder="a type, a value", id="event-filter", compact=True)
        yield EventList(id="event-list", named=lambda line: getattr(line.about, "number", line.text.plain))
        yield Static("", id="event-said", markup=False)
        with Horizontal(id="event-add"):
            yield Static("+")
            yield LineInput(
                placeholder="an event, as in a test", id="event-what", compact=True, select_on_focus=False,
                suggester=EventNames(self.names, self._properties),
            )  # fmt: skip
            yield LineInput(placeholder="when: 2d ago", id="event-when", compact=True)
            yield LineInput(placeholder="times", id="event-times", compact=True)

    def on_mount(self) -> None:
        self.draw()

    @property
    def view(self) -> EventList:
        return self.query_one(EventList)

    def input(self, name: str) -> Input:
        return self.query_one(f"#event-{name}", Input)

    def _properties(self, event: str) -> list[str]:
        declared = self.what_if.model.events.get(event)
        return [] if declared is None else [written_name(name) for name in declared.properties]

    # --- what is seen

    def draw(self) -> None:
        what_if = self.what_if
        wanted = self.input("filter").value.casefold().split()
        rows = (e for e in what_if.events() if e.is_asked or e.is_added or not self.only_asked)
        found = list(islice((e for e in rows if self._is_wanted(e, wanted)), _MOST + 1))
        lines = [self._line(row) for row in found[:_MOST]]
        if len(found) > _MOST:
            lines.append(Line(Text("… older ones: / finds them", "dim")))
        self.view.show(lines or [Line(Text(self._why_none(what_if.count, bool(wanted)), "dim"))])
        changed = len(what_if.edits.removed) + len(what_if.edits.added)
        parts = [f"Events {what_if.count:,}"]
        if self.only_asked and what_if.asked_count < what_if.count - len(what_if.edits.added):
            parts.append(f"{what_if.asked_count:,} that the rules look at")
        if changed:
            parts.append(f"{changed:,} other")
        assert self.parent is not None
        cast("Vertical", self.parent).border_title = " · ".join(parts)

    def _is_wanted(self, row: FormEvent, words: list[str]) -> bool:
        if not words:
            return True
        text = self._texts.get(row.number)
        if text is None:
            at = moment_words(row.event.at, self.what_if.calendar.zone)
            text = self._texts[row.number] = " ".join((at, row.event.type, *self._properties_of(row.event))).casefold()
        return all(word in text for word in words)

    def _why_none(self, every: int, is_filtered: bool) -> str:
        if is_filtered:
            return "No event is like that."
        if every:
            return "None that the rules look at: t shows all. a adds one."
        return "No events: a adds one."

    def _line(self, row: FormEvent) -> Line:
        event, calendar = row.event, self.what_if.calendar
        style = "dim" if row.is_removed or not row.is_asked else ""
        sign = ("✖ ", "red") if row.is_removed else ("+ ", "bold green") if row.is_added else ("  ", "")
        text = Text.assemble(sign)
        text.append(moment_words(event.at, calendar.zone)[:16], style or "cyan")
        text.append(f" {self._age(event.at):>8}", "dim")
        text.append(f"  {event.type}", style or "bold")
        for said in self._properties_of(event):
            text.append(f"  {said}", "dim")
        if row.is_removed:
            text.append("  taken away", "red")
        return Line(text, row)

    def _properties_of(self, event: Event) -> Iterator[str]:
        """Names and values; of those only that the rules ask for, if only what they look at is shown."""
        declared = self.what_if.model.events.get(event.type)
        for name, value in event.properties.items():
            if self.only_asked and name not in self.what_if.asked_properties:
                continue
            usual = Type.TEXT if isinstance(value, str) else Type.FLAG if isinstance(value, bool) else Type.NUMBER
            type = declared.properties[name].type if declared is not None and name in declared.properties else usual
            yield f"{name} {' '.join(value_text(value, type, self.what_if.calendar).split())}"

    def _age(self, at: int) -> str:
        minutes = (self._moment() - at) // _MINUTE
        if minutes < 0:
            return "ahead"
        if minutes >= 2 * 1440:
            return f"{minutes // 1440:,}d ago"
        return f"{minutes // 60}h ago" if minutes >= 120 else f"{minutes}min ago" if minutes else "now"

    def _moment(self) -> int:
        try:
            return self.what_if.moment()
        except UnfitError:
            return self.what_if.as_of

    def tell(self, problem: str) -> None:
        """Why an event cannot be added; empty: it was."""
        self.set_class(bool(problem), "-wrong")
        self.query_one("#event-said", Static).update(f"✖ {problem}" if problem else "")
        if not problem:
            for name in ("what", "when", "times"):
                self.input(name).value = ""
            self.input("what").focus()
            self.changed()

    def changed(self) -> None:
        self._texts.clear()
        self.draw()
        self.post_message(self.Changed())

    # --- what people do

    @on(EventList.Wanted)
    def _wanted(self, event: EventList.Wanted) -> None:
        event.stop()
        match event.what:
            case "filter":
                self.add_class("-filtering")
                self.input("filter").focus()
            case "types":
                self.only_asked = not self.only_asked
                self._texts.clear()
                self.draw()
            case _:
                if self.what_if.undo():
                    self.changed()

    @on(OutlineView.Chosen)
    def _chosen(self, event: OutlineView.Chosen) -> None:
        event.stop()
        if isinstance(event.line.about, FormEvent):
            self.what_if.toggle(event.line.about.number)
            self.changed()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input.id == "event-filter":
            self.draw()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == "event-filter":
            self.view.focus()
        else:
            self.post_message(self.Adding(*(self.input(name).value for name in ("what", "when", "times"))))

    def action_to_list(self) -> None:
        """One step back: from a line to the list, then without filter."""
        if not self.view.has_focus:
            self.view.focus()
            self.remove_class("-wrong")
        elif self.has_class("-filtering"):
            self.input("filter").value = ""
            self.remove_class("-filtering")
        else:
            self.post_message(self.Left())

    class Left(Message):
        """There is no further step back in here."""


def event_names(what_if: WhatIf, signals: Iterator[str]) -> list[str]:
    """What can be written for an event: signals first, as they are what rules are about."""
    return [*dict.fromkeys(written_name(name) for name in (*signals, *what_if.model.events))]
