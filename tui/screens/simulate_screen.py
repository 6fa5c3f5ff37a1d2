"""The rules over a time range, beside the saved or the committed ones: figures, weeks, leads, and what moved them."""

import time
from pathlib import Path
from typing import Any, ClassVar, Final, cast
from weakref import ref

from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Label, Static
from textual.worker import Worker, get_current_worker  # pyright: ignore[reportUnknownVariableType]

from ...dsl.errors import LeadwrightError
from ...dsl.source import Place
from ...engine.live import LiveScores
from ...engine.live.against import Base, Wanted, simulated
from ...engine.simulation.periods import By
from ...engine.versus import Found
from ...engine.versus.figures import figures
from ...showing.outline import Line as Row
from ...showing.versus import FOLDED, figure_lines, head_lines, page_lines, period_line
from ...showing.versus_leads import LeadOf, Names, came_lines, listed, mover_lines
from ...showing.versus_report import write_report
from ..simulations import Kept, Simulations
from ..widgets.choice import Choice
from ..widgets.figure_cards import FigureCards
from ..widgets.hint_line import HintLine
from ..widgets.lines import HeadLine
from ..widgets.outline_view import OutlineView
from .dialogs import Line
from .help import HelpScreen

_OFTEN: Final = 0.1
"""Seconds between tellings of how far it has come."""
_LOOK_EVERY: Final = 0.3
"""Seconds between looks whether the leads are there."""
_WIDE: Final = 100
_BAR: Final = 30
_DOING: Final = {
    "reading": "reading the data again",
    "before": "the rules before, over time",
    "after": "the rules now, over time",
    "comparing": "comparing both at the end",
    "backtest before": "the rules before, against outcomes",
    "backtest after": "the rules now, against outcomes",
}
_BASES: Final = (("saved", "saved"), ("committed", "committed"), ("none", "nothing"))
_PERIODS: Final = (("week", "week"), ("month", "month"))


class StoppedError(Exception):
    """Nobody waits for it any more."""


class SimulateScreen(Screen[Any]):
    """Gives the lead or the place to go to, None for neither."""

    DEFAULT_CSS = """
    SimulateScreen {
        layout: vertical;
        & #asked { height: auto; padding: 0 1; background: $panel; layout: horizontal; }
        & .asked { height: 1; width: auto; }
        & .asked Label { color: $foreground 75%; padding: 0 1 0 0; }
        & .asked Choice { margin-right: 2; }
        & .asked Input { width: 22; padding: 0 1; margin-right: 2; background: $surface; }
        & .asked Input.-day { width: 14; }
        & .asked Input:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
        & #said { height: auto; max-height: 5; padding: 0 1; }
        & #cards { margin: 0 0 1 0; }
        & #parts { height: 1fr; }
        & #page, & #came {
            border: round $foreground 30%; border-title-color: $foreground 85%; background: $background;
            &:focus { border: heavy $primary; border-title-color: $text-accent; border-title-style: bold; }
        }
        & #page { width: 1fr; }
        & #came { width: 1fr; max-width: 60; }
        &.-narrow #asked { layout: vertical; }
        &.-narrow #came { display: none; }
        &.-low #cards { margin: 0; }
        &.-nothing #parts, &.-nothing #cards { display: none; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012 - Textual's own type
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,f6", "run", "Run", id="simulate.run", key_display="r", tooltip="Simulate again"),
        Binding("s", "write", "Report", id="simulate.write", tooltip="Write the report to a file"),
        Binding("escape", "back", "Back", id="simulate.back", tooltip="Cancel what is going on, else back"),
        Binding("tab", "app.focus_next", "Field", id="simulate.next", tooltip="What is asked, figures, leads"),
        Binding("f4", "next_list", "Figures, leads", id="simulate.list", tooltip="To and fro between the lists"),
        Binding("f1", "help", "Help", id="help", show=False),
    ]

    def __init__(self, simulations: Simulations) -> None:
        super().__init__()
        self.simulations = simulations
        self.problem = ""
        self._doing = ""
        self._worker: Worker[None] | None = None
        self._head: list[Content] = []
        self._old = ""

    @property
    def app(self) -> App[None]:
        return cast("App[None]", super().app)  # pyright: ignore[reportUnknownMemberType]

    def compose(self) -> ComposeResult:
        choices = self.simulations.choices
        yield HeadLine()
        with Horizontal(id="asked"):
            with Horizontal(classes="asked"):
                yield Label("against")
                yield Choice(_BASES, choices.base, id="base")
                yield Label("by")
                yield Choice(_PERIODS, choices.by, id="by")
                yield Label("stage")
                yield Choice((), "", id="stage")
            with Horizontal(classes="asked"):
                yield Label("from")
                yield Input(choices.first, compact=True, id="first", classes="-day", select_on_focus=True)
                yield Label("to")
                yield Input(choices.last, compact=True, id="last", select_on_focus=True)
        yield Static("", id="said", markup=False)
        yield FigureCards(id="cards")
        with Horizontal(id="parts"):
            yield OutlineView(id="page", opened=lambda line: line.about != FOLDED)
            yield OutlineView(id="came")
        yield HintLine()

    def on_mount(self) -> None:
        self.query_one("#page").border_title = "Figures"
        self.query_one("#came").border_title = "Leads"
        self.add_class("-nothing")
        live = self.simulations.live()
        if self.simulations.kept is not None:
            self._show()
            if live is not None:
                self._offer_times(live)
        elif live is not None:
            self.action_run()
        else:
            self.problem = self.simulations.why_not()
            self._tell()
            self.set_interval(_LOOK_EVERY, self._look)

    def _look(self) -> None:
        """Begin as soon as the leads are there."""
        if self.is_simulating or self.simulations.kept is not None:
            return
        if self.simulations.live() is not None:
            self.action_run()
        else:
            self.problem = self.simulations.why_not()
            self._tell()

    # --- what is asked

    def _offer_times(self, live: LiveScores) -> None:
        """The usual times where none are given, as one would write them."""
        usual = {"first": self.simulations.usual_first(live), "last": self.simulations.usual_last(live)}
        for name, text in usual.items():
            field = self.query_one(f"#{name}", Input)
            if not field.value.strip():
                field.value = text

    def on_choice_changed(self, event: Choice.Changed) -> None:
        event.stop()
        choices = self.simulations.choices
        match event.choice.id:
            case "stage":
                choices.stage = event.key
                self._show()
                return
            case "base":
                choices.base = cast("Base", event.key)
            case _:
                live = self.simulations.live()
                first = self.query_one("#first", Input)
                was_usual = live is not None and first.value == self.simulations.usual_first(live)
                choices.by = cast("By", event.key)
                if was_usual:
                    first.value = ""
        self.action_run()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_run()

    # --- the run

    @property
    def is_simulating(self) -> bool:
        return self._worker is not None and self._worker.is_running

    def action_run(self) -> None:
        live = self.simulations.live()
        if live is None:
            self.problem = self.simulations.why_not()
            self._tell()
            return
        self._offer_times(live)
        choices = self.simulations.choices
        choices.first = self.query_one("#first", Input).value
        choices.last = self.query_one("#last", Input).value
        self.problem = ""
        try:
            wanted = self.simulations.wanted(live)
        except LeadwrightError as error:
            self._failed(error)
            return
        if self._worker is not None:
            self._worker.cancel()
        self._doing = "putting the events in order"
        self._worker = self._run(live, wanted, self.simulations.rules(), self.simulations.saved())
        self._tell()

    @work(thread=True, exclusive=True, group="simulate", exit_on_error=False, description="run")
    def _run(self, live: LiveScores, wanted: Wanted, rules: dict[Path, str], saved: dict[Path, str]) -> None:
        worker = cast("Worker[None]", get_current_worker())
        started = time.perf_counter()
        last = 0.0

        def progress(what: str, done: int, total: int) -> None:
            nonlocal last
            if worker.is_cancelled:
                raise StoppedError
            if time.monotonic() - last > _OFTEN:
                last = time.monotonic()
                self.app.call_from_thread(self._progressed, worker, what, done, total)

        try:
            found = simulated(live, wanted, progress)
        except StoppedError:
            return
        except LeadwrightError as error:
            self._told_if(worker, self._failed, error)
            return
        except OSError as error:
            self._told_if(worker, self._failed, LeadwrightError(f"{error.filename} cannot be read: {error.strerror}"))
            return
        seconds = time.perf_counter() - started
        scored = self.simulations.scored()
        names = {} if scored is None else scored.names(listed(found))
        kept = Kept(found, self.simulations.labels(wanted), wanted, rules, saved, seconds, names, ref(live))
        self._told_if(worker, self._done, kept)

    def _told_if(self, worker: Worker[None], tell: Any, what: object) -> None:
        if not worker.is_cancelled:
            self.app.call_from_thread(tell, what)

    def _progressed(self, worker: Worker[None], what: str, done: int, total: int) -> None:
        if worker is not self._worker or worker.is_cancelled:
            return
        full = min(_BAR, done * _BAR // total) if total else 0
        bar = f"  {'━' * full}{'─' * (_BAR - full)}  {done * 100 // total} %" if total else ""
        counted = f"  {done:,} of {total:,}" if total else f"  {done:,}" if done else ""
        self._doing = f"{_DOING.get(what, what)}{bar}{counted}"
        self._tell()

    def _failed(self, error: LeadwrightError) -> None:
        self._worker, self._doing = None, ""
        self.problem = error.message + (f" — {error.help}" if error.help else "")
        self._tell()

    def _done(self, kept: Kept) -> None:
        self._worker, self._doing = None, ""
        self.simulations.kept = kept
        self._show()

    # --- what is seen

    def _stage(self, found: Found) -> str | None:
        """The chosen one, if there still is one of that name; else the first that is called MQL, or the first."""
        stages, chosen = found.stages, self.simulations.choices.stage
        if chosen in stages:
            return chosen
        return next((name for name in stages if name.lower() == "mql"), stages[0] if stages else None)

    def _show(self) -> None:
        kept = self.simulations.kept
        if kept is None:
            return
        found = kept.found
        stage = self._stage(found)
        self._old = self.simulations.why_old()
        self._head = [Content(text.plain) for text in head_lines(found, kept.labels)]
        self.remove_class("-nothing")
        self.query_one("#stage", Choice).offer([(name, name) for name in found.stages], stage or "")
        came = None if stage is None else found.came_to(stage)
        notes: dict[str, str] = {}
        if came is not None and len(came):
            notes["first_reached"] = f"+{came.count('gained'):,} −{came.count('lost'):,} leads"
        self.query_one(FigureCards).show(figures(found, stage), notes)
        self._lay_out(found, stage, kept.names)
        self._tell()

    def _lay_out(self, found: Found, stage: str | None, names: Names) -> None:
        is_wide = self.size.width >= _WIDE
        page, came = self.query_one("#page", OutlineView), self.query_one("#came", OutlineView)
        room = (self.size.width - 60 if is_wide else self.size.width) - 8
        periods = [] if stage is None else [period_line(found, stage, room)]
        leads: list[Row] = [] if stage is None else list(came_lines(found, stage, names=names))
        leads += mover_lines(found, names)
        if is_wide and not leads:
            leads = [Row(_nobody(found))]
        rest = list(page_lines(found, room, names))
        figure_list = figure_lines(found, stage)
        figure_list.about = FOLDED if is_wide else None  # the cards say it
        page.show([*periods, *([] if is_wide else leads), figure_list, *rest])
        came.show(leads)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _tell(self) -> None:
        kept = self.simulations.kept
        left = Content.assemble(("leadwright", "bold $text-accent"), "  Simulate")
        right = Content("")
        lines: list[Content] = []
        if self._doing:
            right = Content("running · esc cancels")
            lines.append(Content.styled(f"… {self._doing}", "bold $text-accent"))
        elif self.problem:
            lines.append(Content.styled(f"✖ {self.problem[:1].upper()}{self.problem[1:]}", "bold $text-error"))
        elif kept is None:
            waits = "The leads are being read: the simulation begins when they are there."
            lines.append(
                Content("Nothing was simulated yet: r begins." if self.simulations.live() is not None else waits)
            )
        if kept is not None:
            if self._old:
                lines.append(Content.styled(f"▲ {self._old}: r runs it again", "bold $text-warning"))
            elif not self._doing:
                right = Content.styled(f"✔ {kept.seconds:.1f} s", "$foreground 75%")
            lines += self._head
        self.query_one(HeadLine).tell(left, right)
        self.query_one("#said", Static).update(Content("\n").join(lines))

    # --- keys

    def action_back(self) -> None:
        if self.is_simulating and self._worker is not None:
            self._worker.cancel()
            self._worker = None
            self._doing = ""
            self.problem = ""
            self.notify("cancelled" if self.simulations.kept is None else "cancelled: this is what was there before",
                        timeout=3)  # fmt: skip
            self._tell()
            return
        self.dismiss(None)

    def action_next_list(self) -> None:
        page, came = self.query_one("#page", OutlineView), self.query_one("#came", OutlineView)
        (came if page.has_focus and came.display else page).focus()

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(cast("Screen[None]", self)))

    def on_outline_view_chosen(self, event: OutlineView.Chosen) -> None:
        event.stop()
        about = event.line.about
        if isinstance(about, LeadOf | Place):
            if self._worker is not None:
                self._worker.cancel()
            self.dismiss(about)
        else:
            event.view.action_fold()

    @work(group="write")
    async def action_write(self) -> None:
        """The report as a file: as text, or for other programs."""
        kept = self.simulations.kept
        if kept is None:
            self.notify("there is nothing to write yet: r simulates", severity="warning", timeout=3)
            return
        root = self.simulations.workspace.root
        said = "Where to. As text; .json for programs, with all of it; .csv: the leads that become a stage otherwise."
        answer = await self.app.push_screen_wait(Line("Write the report", said, "simulation.txt"))
        if not answer or not answer.strip():
            return
        path = (root / Path(answer.strip()).expanduser()).resolve()
        try:
            write_report(kept.found, kept.labels, path)
        except OSError as error:
            self.notify(f"{path} was not written: {error.strerror or error}", severity="error", timeout=8, markup=False)
            return
        self.notify(f"wrote {path}", timeout=6, markup=False)


def _nobody(found: Found) -> Any:
    from rich.text import Text

    if found.before is None:
        return Text("One version alone: choose what to compare it with, and the leads that differ are here.", "dim")
    return Text("No lead differs.", "dim")
