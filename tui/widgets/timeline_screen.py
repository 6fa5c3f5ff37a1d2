"""A lead's score over time, on the whole screen: a plot with the thresholds of stages, and every change in a row."""

from typing import ClassVar, Final

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from ...dsl import model as m
from ...dsl.zones import zone as zone_named
from ...engine.timeline import Timeline
from ...showing.outline import Line
from ...showing.timeline import change_lines, foot, score_plot, stage_lines
from .hint_line import HintLine
from .in_theme import in_theme
from .outline_view import OutlineView

_LEAST_PLOT: Final = 8


class TimelineScreen(ModalScreen[None]):
    DEFAULT_CSS = """
    TimelineScreen {
        & #timeline { border: heavy $primary; border-title-color: $text-accent; background: $surface; }
        & #timeline-plot { height: auto; }
        & #timeline-stages { height: auto; padding: 0 1; }
        & OutlineView { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,t,q", "app.pop_screen", "Back", id="timeline.back", key_display="esc"),
    ]

    def __init__(self, timeline: Timeline, model: m.Model, title: str) -> None:
        super().__init__()
        self.timeline = timeline
        self.model = model
        self.zone = zone_named(model.timezone)
        self.shown_title = title

    def compose(self) -> ComposeResult:
        with Vertical(id="timeline"):
            yield Static("", id="timeline-plot")
            stages = stage_lines(self.timeline, self.zone) if self.timeline.stages else []
            yield Static(in_theme(Text("\n").join(stages)), id="timeline-stages")
            yield OutlineView(id="timeline-changes")
        yield HintLine()

    def on_mount(self) -> None:
        frame = self.query_one("#timeline")
        frame.border_title = f"{self.shown_title} over time"
        frame.border_subtitle = foot(self.timeline)
        lines: list[Line] = []
        for change in change_lines(self.timeline, self.zone):
            line = Line(change.head + change.what)
            if change.head.plain.startswith(" ") and lines:
                lines[-1].parts.append(Line(Text(change.head.plain.strip() + "  ") + change.what))
            else:
                lines.append(line)
        if not lines:
            lines.append(Line(Text("Nothing has changed.")))
        view = self.query_one(OutlineView)
        view.show(lines, anew=True)
        view.focus()

    def on_resize(self) -> None:
        width = self.size.width - 4
        height = max(_LEAST_PLOT, min(16, self.size.height // 2 - 2))
        plot = score_plot(self.timeline, self.zone, width, height, coloured=True)
        self.query_one("#timeline-plot", Static).update(in_theme(plot))
