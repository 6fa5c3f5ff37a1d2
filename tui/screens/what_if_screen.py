"""What if a lead were another one: its fields and events on one side, what its score would be and why on the other."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, cast

from rich.text import Text
from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker  # pyright: ignore[reportUnknownVariableType]

from ...dsl import model as m
from ...dsl.errors import LeadwrightError
from ...dsl.source import Place
from ...dsl.types import Type
from ...dsl.zones import zone as zone_named
from ...engine.explanation import Explanation
from ...engine.live.cases import Case
from ...engine.live.what_if import UnfitError, WhatIf, explained, moment_of, times_of
from ...engine.records import Event, Lead
from ...engine.timeline.words import moment_words
from ...showing.explanation import explanation_lines
from ...showing.outline import Line
from ...showing.what_if import changed_lines, outcome_text
from ..widgets.explain_pane import is_open, named, place_of
from ..widgets.hint_line import HintLine
from ..widgets.in_theme import in_theme
from ..widgets.lines import HeadLine, TabLine
from ..widgets.outline_view import OutlineView
from ..widgets.what_if_events import WhatIfEvents
from ..widgets.what_if_form import MOMENT, WhatIfForm
from .help import HelpScreen

_PANES = ("what-if-form", "what-if-events", "what-if-why")
_MOST_VALUES = 6


def _none(_name: str) -> Sequence[tuple[str, int]]:
    return ()


@dataclass(frozen=True)
class Around:
    """What the screen asks of the workbench. ``values`` (the known values of a field), ``given`` (an event as it is
    written) and ``keep`` (write a case to a file) take time and are asked in workers; ``kept`` and ``go`` are told
    where to go to; ``other`` starts with a lead that is made up."""

    given: Callable[[str], m.GivenEvents]
    keep: Callable[[Case], tuple[Path, int]]
    kept: Callable[[Path, int], Awaitable[None]]
    go: Callable[[Place], object]
    other: Callable[[], object]
    values: Callable[[str], Sequence[tuple[str, int]]] = _none
    names: list[str] = field(default_factory=list[str])


class WhatIfTabs(TabLine):
    NAMES = ("lead", "events", "why")


class WhyOfWhatIf(OutlineView):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Go to rule", id="what-if.rule", tooltip="The place of the rule in its file"),
    ]


class WhatIfScreen(Screen[None]):
    """``called``: the lead, in words. ``pause``: seconds after a change before the score is worked out."""

    DEFAULT_CSS = """
    WhatIfScreen {
        & #what-if-outcome { height: auto; padding: 0 1; background: $surface; }
        & #what-if-body { height: 1fr; layout: horizontal; }
        & #what-if-left { width: 1fr; }
        & .what-if-pane {
            height: 1fr; border: round $foreground 30%; background: $surface;
            border-title-color: $foreground 85%; border-subtitle-color: $foreground 75%;
            &:focus-within, &:focus {
                border: heavy $primary; border-title-color: $text-accent; border-title-style: bold;
            }
        }
        & #what-if-why { width: 1fr; }
        & #what-if-form { height: auto; max-height: 50%; }
        & WhatIfForm { height: auto; max-height: 100%; }
        & #what-if-said { height: 1; padding: 0 1; color: $foreground 80%; text-overflow: ellipsis; text-wrap: nowrap; }
        &.-narrow {
            & WhatIfTabs { display: block; }
            & .what-if-pane { display: none; width: 1fr; }
            & #what-if-form { height: 1fr; max-height: 100%; }
            & .form-note { max-width: 30; }
            & .form-name { width: 16; }
            & #what-if-left { display: none; }
            &.show-what-if-form #what-if-left, &.show-what-if-events #what-if-left { display: block; }
            &.show-what-if-form #what-if-form, &.show-what-if-events #what-if-events { display: block; }
            &.show-what-if-why #what-if-why { display: block; }
        }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="what-if.back", key_display="esc"),
        Binding("f4", "next_pane", "Pane", id="what-if.pane"),
        Binding("alt+y,y", "keep", "Test of it", id="what-if.keep", key_display="alt+y", tooltip="Write it as a test"),
        Binding("alt+n,n", "other", "Made up", id="what-if.other", key_display="alt+n", tooltip="A lead from nothing"),
        Binding(
            "ctrl+r", "reset", "As it is", id="what-if.reset", tooltip="Fields, events and moment as they really are"
        ),
        Binding("f1", "help", "Help", id="help", show=False),
    ]
    AUTO_FOCUS = ""

    def __init__(self, what_if: WhatIf, called: str, around: Around, pause: float = 0.1) -> None:
        super().__init__()
        self.what_if = what_if
        self.called = called
        self.around = around
        self.pause = pause
        self.before: Explanation | None = None
        self.explanation: Explanation | None = None
        self._version = 0
        self._timer: Timer | None = None
        self._values: dict[str, Sequence[tuple[str, int]]] = {}
        self._field = MOMENT
        self._is_first = True

    def compose(self) -> ComposeResult:
        yield HeadLine()
        yield Static("", id="what-if-outcome")
        yield WhatIfTabs()
        moment = moment_words(self.what_if.as_of, self.what_if.calendar.zone)
        with Horizontal(id="what-if-body"):
            with Vertical(id="what-if-left"):
                with Vertical(id="what-if-form", classes="what-if-pane"):
                    yield WhatIfForm(self.what_if, moment[:16])
                with Vertical(id="what-if-events", classes="what-if-pane"):
                    yield WhatIfEvents(self.what_if, self.around.names)
            with Vertical(id="what-if-why", classes="what-if-pane"):
                yield WhyOfWhatIf(opened=is_open, named=named)
        yield Static("", id="what-if-said", markup=False)
        yield HintLine()

    def on_mount(self) -> None:
        self.query_one("#what-if-form").border_title = "Lead"
        self.query_one("#what-if-why").border_title = "Why"
        self.query_one(HeadLine).tell(
            Content.assemble(("leadwright", "bold $text-accent"), "  What if  ", (self.called, "bold")),
            Content("the data stays as it is"),
        )
        self._open_tab(_PANES[0])
        asked = next((f.name for f in self.what_if.fields if f.is_asked), MOMENT)
        self.form.input_of(asked).focus()
        self._begin(0)

    @property
    def app(self) -> App[None]:
        return cast("App[None]", super().app)  # pyright: ignore[reportUnknownMemberType]

    @property
    def form(self) -> WhatIfForm:
        return self.query_one(WhatIfForm)

    @property
    def events(self) -> WhatIfEvents:
        return self.query_one(WhatIfEvents)

    @property
    def why(self) -> OutlineView:
        return self.query_one(WhyOfWhatIf)

    # --- what comes of it

    def _begin(self, after: float | None = None) -> None:
        """Work it out once nothing has changed for a moment."""
        self._version += 1
        problems = self.what_if.problems()
        self.form.tell(problems)
        if self._timer is not None:
            self._timer.stop()
        if problems:
            (name, said) = next(iter(problems.items()))
            self.query_one("#what-if-outcome", Static).update(
                Text(f"▲ {name or 'as of'}: {said}. The score waits for it.", "bold")
            )
            return
        pause = self.pause if after is None else after
        if pause:
            self._timer = self.set_timer(pause, self._work)
        else:
            self._work()

    def _work(self) -> None:
        what_if = self.what_if
        self._explain(self._version, what_if, what_if.lead(), what_if.moment(), self.before)

    @work(thread=True, exclusive=True, group="what-if", exit_on_error=False, description="explain a what-if")
    def _explain(self, version: int, what_if: WhatIf, lead: Lead, moment: int, before: Explanation | None) -> None:
        try:
            if before is None and what_if.real is not None:
                before = explained(what_if.model, what_if.real, what_if.as_of)
            if get_current_worker().is_cancelled:
                return
            now = explained(what_if.model, lead, moment)
        except LeadwrightError as error:
            self.app.call_from_thread(self._say_why_not, version, str(error))
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._explained, version, now, before)

    def _say_why_not(self, version: int, said: str) -> None:
        if version == self._version:
            self.query_one("#what-if-outcome", Static).update(Text(f"▲ {said}", "bold"))

    def _explained(self, version: int, now: Explanation, before: Explanation | None) -> None:
        self.before = before
        if version != self._version or not self.is_attached:
            return
        self.explanation = now
        self.query_one("#what-if-outcome", Static).update(in_theme(outcome_text(now, before)))
        self.why.show(list(self._lines(now, before)), anew=self._is_first)
        self._is_first = False
        zone = zone_named(self.what_if.model.timezone)
        self.query_one("#what-if-why").border_subtitle = f"as of {moment_words(now.as_of, zone)[:16]}"

    def _lines(self, now: Explanation, before: Explanation | None) -> Iterator[Line]:
        if before is not None:
            head = Line(Text("what is other", "bold"), "what is other")
            head.parts.extend(changed_lines(now, before))
            if not head.parts:
                same = (
                    "no rule gives other points" if not self.what_if.edits.are_none else "nothing yet: change a field"
                )
                head.parts.append(Line(Text(same, "dim")))
            yield head
        zone = zone_named(self.what_if.model.timezone)
        yield from explanation_lines(now, zone, by_points=True, short=True).parts

    # --- what people do

    @on(WhatIfForm.Written)
    def _written(self, event: WhatIfForm.Written) -> None:
        event.stop()
        if event.name == MOMENT:
            if event.text == self.what_if.edits.as_of:
                return
            self.what_if.edits.as_of = event.text
            self.events.draw()
        else:
            if event.text == self.what_if.written(event.name):
                return
            self.what_if.write(event.name, event.text)
        self._begin()

    def on_descendant_focus(self) -> None:
        if self.events.has_focus_within:
            such = f": {', '.join(self.around.names[:3])} …" if self.around.names else ""
            said = f"x takes an event away, a adds one, written as after `given` in a test{such}"
            self.query_one("#what-if-said", Static).update(said)
        elif self.why.has_focus:
            self.query_one("#what-if-said", Static).update("space opens what a rule saw, enter goes to its line")

    @on(WhatIfForm.Entered)
    def _entered(self, event: WhatIfForm.Entered) -> None:
        event.stop()
        self._field = event.name
        self._describe()
        found = next((f for f in self.what_if.fields if f.name == event.name), None)
        if found is not None and found.type is Type.TEXT and event.name not in self._values:
            self._values[event.name] = ()
            self._find_values(event.name)

    @work(thread=True, group="values", exit_on_error=False, description="values of a field")
    def _find_values(self, name: str) -> None:
        try:
            found = self.around.values(name)
        except LeadwrightError:
            return
        self.app.call_from_thread(self._values_found, name, found)

    def _values_found(self, name: str, found: Sequence[tuple[str, int]]) -> None:
        self._values[name] = found
        if self.is_attached:
            self.form.input_of(name).known.values = found
            self._describe()

    def _describe(self) -> None:
        """What the field under the cursor is, and what it often is."""
        name = self._field
        said = "as of: another moment to look from, +7d, -2w, 2026-05-01; nothing for the real one"
        for form in self.what_if.fields if name != MOMENT else ():
            if form.name == name:
                known = self._values.get(name, ())[:_MOST_VALUES]
                values = [f"{text} {count:,}" for text, count in known if count > 1]
                parts = [f"{name}, a {form.type.value}", form.said, ", ".join(values)]
                parts += ["→ takes what is offered"] if values else []
                parts += [] if form.is_asked else ["no rule looks at it"]
                said = " — ".join(part for part in parts if part)
        self.query_one("#what-if-said", Static).update(said)

    @on(WhatIfEvents.Changed)
    def _events_changed(self, event: WhatIfEvents.Changed) -> None:
        event.stop()
        self._begin()

    @on(WhatIfEvents.Left)
    def _events_left(self, event: WhatIfEvents.Left) -> None:
        event.stop()
        self.action_leave()

    @on(WhatIfEvents.Adding)
    def _adding(self, event: WhatIfEvents.Adding) -> None:
        event.stop()
        self._add(event.what, event.when, event.times)

    @work(thread=True, exclusive=True, group="what-if-event", exit_on_error=False, description="read an event")
    def _add(self, what: str, when: str, times: str) -> None:
        """An event as it is written, read beside the rules; what stands in the fields of its own counts first."""
        try:
            given = self.around.given(what)
            moment = self.what_if.moment()
            at = moment_of(when, moment, self.what_if.calendar) if when.strip() else moment - given.ago
            count = times_of(times) if times.strip() else given.times
        except (UnfitError, LeadwrightError, OSError) as error:
            self.app.call_from_thread(self.events.tell, str(error))
            return
        event = Event(at, given.event, dict(given.properties))
        self.app.call_from_thread(self._added, event, count)

    def _added(self, event: Event, times: int) -> None:
        self.what_if.add(event, times)
        self.events.tell("")

    @on(OutlineView.Chosen)
    def _rule_chosen(self, event: OutlineView.Chosen) -> None:
        event.stop()
        place = place_of(event.line.about, self.what_if.model)
        if place is None:
            event.view.action_fold()
        else:
            self.dismiss()
            self.around.go(place)

    def action_keep(self) -> None:
        if self.what_if.problems():
            self.notify("put the fields right first", severity="warning", timeout=3)
        else:
            self._keep()

    @work(thread=True, group="copy-case", exit_on_error=False)
    def _keep(self) -> None:
        try:
            case = self.what_if.case()
            file, line = self.around.keep(case)
        except (UnfitError, LeadwrightError) as error:
            self.app.call_from_thread(self.notify, str(error), severity="warning", markup=False)
            return
        except OSError as error:
            message = f"{error.filename} cannot be written: {error.strerror or error}"
            self.app.call_from_thread(self.notify, message, severity="error", markup=False)
            return
        self.app.call_from_thread(self._kept, case, file, line)

    async def _kept(self, case: Case, file: Path, line: int) -> None:
        self.app.copy_to_clipboard(case.text)
        self.notify(f"written to {file.name}, line {line}, and copied", title="A test of this lead", markup=False)
        self.dismiss()
        await self.around.kept(file, line)

    def action_reset(self) -> None:
        """Everything as it really is."""
        edits = self.what_if.edits
        edits.fields, edits.as_of, edits.removed, edits.added = {}, "", frozenset(), ()
        self.what_if = WhatIf(self.what_if.model, self.what_if.real, self.what_if.as_of, edits)
        self.form.fill(self.what_if)
        self.events.what_if = self.what_if
        self.events.draw()
        self._begin(0)

    def action_other(self) -> None:
        self.dismiss()
        self.around.other()

    # --- panes

    def _open_tab(self, pane: str) -> None:
        for other in _PANES:
            self.set_class(other == pane, f"show-{other}")
        self.query_one(WhatIfTabs).tell(WhatIfTabs.NAMES[_PANES.index(pane)])

    @on(TabLine.Chosen)
    def _tab_chosen(self, event: TabLine.Chosen) -> None:
        event.stop()
        self._go_to_pane(WhatIfTabs.NAMES.index(event.name))

    def action_next_pane(self) -> None:
        here = self.focused
        panes = [self.query_one(f"#{name}") for name in _PANES]
        at = next((n for n, pane in enumerate(panes) if here is not None and pane in here.ancestors), -1)
        self._go_to_pane((at + 1) % len(panes))

    def _go_to_pane(self, number: int) -> None:
        self._open_tab(_PANES[number])
        target = (self.form.inputs[0], self.events.view, self.why)[number]
        if number == 0:
            target = next((i for i in self.form.inputs if (i.name or MOMENT) == self._field), target)
        self.call_after_refresh(target.focus)

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self))

    def action_leave(self) -> None:
        self.dismiss()
