"""Why the lead under the cursor has its score: what every rule gave, what is missing, and the score over time."""

from pathlib import Path
from typing import ClassVar, Final, cast

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import Worker, get_current_worker  # pyright: ignore[reportUnknownVariableType]

from ...dsl import model as m
from ...dsl.errors import LeadwrightError
from ...dsl.source import Place
from ...dsl.values import points_text
from ...dsl.zones import zone as zone_named
from ...engine.explanation import Explanation, RuleExplained, StageExplained
from ...engine.live import LiveScores, Scored, Unscored
from ...engine.live.cases import append_case, case_of
from ...engine.live.scored import grade_of, stage_of
from ...engine.project import Project
from ...engine.thresholds import lowest_of_stages
from ...engine.timeline import Timeline
from ...showing.explanation import explanation_lines
from ...showing.outline import Line
from ...showing.simulation import sparkline
from ...showing.timeline import score_plot
from ..messages import FileChosen, PlaceChosen
from .in_theme import in_theme
from .outline_view import OutlineView
from .pane import Pane
from .timeline_screen import TimelineScreen

_PLOT_LINES: Final = 10
_LEAST_WIDTH: Final = 30
_LONGEST_LINE: Final = 40
_TALL: Final = 28
"""Lines of the pane from which on there is room for a plot."""


class _Stopped(Exception):  # noqa: N818 - nothing is wrong
    """Nobody waits for it any more."""


class _Lines(OutlineView):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Go to rule", id="explain.choose", tooltip="The place of the rule in its file"),
    ]


class ExplainPane(Pane):
    """``pause``: seconds that the cursor has to rest on a lead; ``quiet``: seconds before its history is worked out.

    Posts ``PlaceChosen`` for a rule, ``FileChosen`` for a test that was written.
    """

    DEFAULT_CSS = """
    ExplainPane {
        & #explain-head { height: auto; padding: 0 1; background: $surface; }
        & #explain-lines { height: 1fr; }
        & #explain-plot { height: auto; background: $surface; display: none; }
        &.-plotted #explain-plot { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "timeline", "Over time", id="explain.timeline", tooltip="The score over time, with its causes"),
        Binding("y", "copy", "Test of it", id="explain.copy", tooltip="Write the case as a test"),
        Binding("w", "screen.what_if", "What if", id="explain.what-if", tooltip="The lead were another one"),
    ]

    class _Explained(Message):
        def __init__(self, scored: Scored, lead: int, explanation: Explanation, root: Line) -> None:
            super().__init__()
            self.scored = scored
            self.lead = lead
            self.explanation = explanation
            self.root = root

    class _Told(Message):
        def __init__(self, scored: Scored, lead: int, timeline: Timeline) -> None:
            super().__init__()
            self.scored = scored
            self.lead = lead
            self.timeline = timeline

    def __init__(
        self, title: str = "Explain", *, pause: float = 0.08, quiet: float = 0.4, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.title = title
        self.pause = pause
        self.quiet = quiet
        self.live: LiveScores | None = None
        self.scored: Scored | None = None
        self.lead: int | None = None
        self.explanation: Explanation | None = None
        self.timeline: Timeline | None = None
        self._shown: tuple[Scored, int] | None = None
        self._timer: Timer | None = None
        self._later: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static("", id="explain-head")
        yield _Lines(opened=is_open, named=named, id="explain-lines")
        yield Static("", id="explain-plot")

    def on_mount(self) -> None:
        self.border_title = self.title
        self._say("Choose a lead in the table: why it has its score comes here.")

    @property
    def view(self) -> OutlineView:
        return self.query_one(OutlineView)

    # --- what it is given

    def attach(self, live: LiveScores) -> None:
        """The data is there."""
        self.live = live

    def show(self, found: Scored | Unscored) -> None:
        """Scores of another version of the rules."""
        if isinstance(found, Unscored):
            return
        if self.scored is not None and len(self.scored) != len(found):
            self.lead = None
        self.scored = found
        if self.lead is not None:
            self._begin(0)

    def explain(self, lead: int) -> None:
        """The lead to be explained: its row in the scores."""
        if lead != self.lead or self._shown is None or self._shown[0] is not self.scored:
            self.lead = lead
            self._begin(self.pause)

    def _begin(self, after: float) -> None:
        for timer in (self._timer, self._later):
            if timer is not None:
                timer.stop()
        if after > 0:
            self._timer = self.set_timer(after, self._work)
        else:
            self._work()

    def _work(self) -> None:
        if self.live is not None and self.scored is not None and self.lead is not None and self.is_attached:
            self._explain(self.live, self.scored, self.lead)

    @work(thread=True, exclusive=True, group="explain", exit_on_error=False, description="explain")
    def _explain(self, live: LiveScores, scored: Scored, lead: int) -> None:
        try:
            explanation = live.explain(scored, lead)
        except LeadwrightError as error:
            self.app.call_from_thread(self._say, str(error))
            return
        zone = zone_named(scored.model.timezone)
        root = explanation_lines(explanation, zone, by_points=True, short=True)
        if not get_current_worker().is_cancelled:
            self.post_message(self._Explained(scored, lead, explanation, root))

    @work(thread=True, exclusive=True, group="explain-over-time", exit_on_error=False, description="tell")
    def _tell(self, live: LiveScores, scored: Scored, lead: int) -> None:
        worker = cast("Worker[None]", get_current_worker())

        def between() -> None:
            if worker.is_cancelled:
                raise _Stopped

        try:
            timeline = live.timeline(scored, lead, between)
        except (LeadwrightError, _Stopped):
            return
        if not worker.is_cancelled:
            self.post_message(self._Told(scored, lead, timeline))

    # --- what is seen

    @on(_Explained)
    def _explained(self, message: _Explained) -> None:
        message.stop()
        if message.scored is not self.scored or message.lead != self.lead:
            return
        scored, lead = message.scored, message.lead
        is_other = self._shown is None or self._shown[1] != lead
        self._shown = scored, lead
        self.explanation = message.explanation
        if is_other:
            self.timeline = None
            self.remove_class("-plotted")
        self.query_one("#explain-head", Static).update(_head(scored, lead))
        self.border_title = f"{self.title} · {_called(scored, lead)}"
        self.view.show(message.root.parts, anew=is_other)
        if self.quiet > 0:
            self._later = self.set_timer(self.quiet, self._over_time)
        else:
            self._over_time()

    def _over_time(self) -> None:
        if self.live is not None and self._shown is not None:
            self._tell(self.live, *self._shown)

    @on(_Told)
    def _told(self, message: _Told) -> None:
        message.stop()
        if self._shown == (message.scored, message.lead):
            self.timeline = message.timeline
            self._plot()

    def on_resize(self) -> None:
        self._plot()

    def _plot(self) -> None:
        """The score over time: a plot where there is room for one, else a line of small bars."""
        timeline, scored = self.timeline, self.scored
        if timeline is None or scored is None or not timeline.changes:
            self.remove_class("-plotted")
            return
        width = self.content_size.width
        if self.size.height >= _TALL and width >= _LEAST_WIDTH:
            zone = zone_named(scored.model.timezone)
            plot = score_plot(timeline, zone, width, _PLOT_LINES, coloured=True)
        else:
            most = max([timeline.final.score, *lowest_of_stages(scored.model).values()])
            room = max(8, min(_LONGEST_LINE, width - 12))
            plot = Text(" over time ", "dim")
            plot.append(sparkline(_sampled(timeline, room), most, room), "cyan")
        self.query_one("#explain-plot", Static).update(in_theme(plot))
        self.add_class("-plotted")

    def _say(self, text: str) -> None:
        self.query_one("#explain-head", Static).update(Text(text, "dim"))

    # --- what people do

    @on(OutlineView.Chosen)
    def _line_chosen(self, event: OutlineView.Chosen) -> None:
        event.stop()
        place = None if self.scored is None else place_of(event.line.about, self.scored.model)
        if place is not None:
            self.post_message(PlaceChosen(place))
        else:
            self.view.action_fold()

    def action_timeline(self) -> None:
        if self.timeline is not None and self.scored is not None:
            self.app.push_screen(TimelineScreen(self.timeline, self.scored.model, _called(self.scored, self.timeline)))

    def action_copy(self) -> None:
        if self.live is not None and self._shown is not None:
            self._copy(self.live, *self._shown)

    @work(thread=True, group="copy-case", exit_on_error=False, description="copy")
    def _copy(self, live: LiveScores, scored: Scored, lead: int) -> None:
        """Write the lead as a test to the project's first file of tests, or to a new one."""
        try:
            case = case_of(scored.model, live.lead(scored, lead), scored.as_of)
            file, uses = case_file(live.project)
            line = append_case(file, case, uses)
        except LeadwrightError as error:
            self.app.call_from_thread(self.notify, str(error), severity="warning", markup=False)
            return
        except OSError as error:
            message = f"{error.filename} cannot be written: {error.strerror or error}"
            self.app.call_from_thread(self.notify, message, severity="error", markup=False)
            return
        self.app.call_from_thread(self._copied, case.text, file, line)

    def _copied(self, text: str, file: Path, line: int) -> None:
        self.app.copy_to_clipboard(text)
        self.notify(f"written to {file.name}, line {line}, and copied", title="A test of this lead", markup=False)
        self.post_message(FileChosen(file, line))


def case_file(project: Project) -> tuple[Path, list[str]]:
    """Where tests of leads are written to, and which rules a new file there uses."""
    tests = project.test_files() if project.tests else []
    if tests:
        return tests[0], []
    file = project.root / "tests" / "leads.lead"
    return file, [_relative(rules, file.parent) for rules in project.rule_files()]


def _relative(path: Path, folder: Path) -> str:
    import os

    return Path(os.path.relpath(path, folder)).as_posix()


def place_of(about: object, model: m.Model) -> Place | None:
    """Where in the rules what a line tells of stands."""
    if isinstance(about, RuleExplained):
        for rule in model.rules:
            if rule.place is not None:
                line, _ = rule.place.source.position(rule.place.span.start)
                if about.where == f"{rule.place.source.name}:{line}" and about.text == rule.text:
                    return rule.place
    if isinstance(about, StageExplained):
        return next((stage.place for stage in model.stages if stage.name == about.name), None)
    return None


def is_open(line: Line) -> bool:
    """Folded as long as nobody asks: what a rule saw, and of what stages are made."""
    return not isinstance(line.about, (RuleExplained, StageExplained))


def named(line: Line) -> object:
    about = line.about
    if isinstance(about, RuleExplained):
        return "rule", about.where, about.text
    if isinstance(about, StageExplained):
        return "stage", about.name
    return line.text.plain.split("  ")[0]


def _called(scored: Scored, lead: object) -> str:
    number = lead if isinstance(lead, int) else None
    if number is None:
        return str(getattr(getattr(lead, "lead", None), "id", ""))
    name = scored.fields[0].text(number) if scored.fields else ""
    return f"{scored.id(number)} {name}".strip()


def _head(scored: Scored, lead: int) -> Text:
    """Score, grade and stage, and what they were by the saved rules."""
    text = Text()
    text.append(f"{points_text(scored.score(lead))} points", "bold")
    before = scored.before
    delta = int(scored.delta[lead])
    if before is not None and delta:
        sign = f"▲ +{points_text(delta)}" if delta > 0 else f"▼ {points_text(delta)}"
        text.append(f"  {sign}", "green" if delta > 0 else "red")
        text.append(f" (was {points_text(int(before.score[lead]))})", "dim")
    grade = scored.grade(lead)
    if grade is not None:
        text.append(f"\ngrade {grade}")
        if before is not None and scored.differences.grade[lead]:
            text.append(f" (was {grade_of(before, lead) or 'none'})", "dim")
    if scored.model.stages or scored.stage(lead) == "disqualified":
        text.append(f"{'  ' if grade is not None else chr(10)}stage {scored.stage(lead)}")
        if before is not None and scored.differences.stage[lead]:
            text.append(f" (was {stage_of(before, lead)})", "dim")
    return text


def _sampled(timeline: Timeline, count: int) -> list[int]:
    """The score at so many moments, equally far from each other."""
    start, end = timeline.start, max(timeline.end, timeline.start + 1)
    scores: list[int] = []
    changes = list(timeline.changes)
    at, score = 0, timeline.initial.score
    for n in range(count):
        moment = start + (end - start) * n // max(1, count - 1)
        while at < len(changes) and changes[at].at <= moment:
            score = changes[at].after.score
            at += 1
        scores.append(score)
    return scores
