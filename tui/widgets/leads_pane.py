"""The leads with what is done to them: filtered by a condition, looked for, sorted, marked.

While somebody types rules the rows stay where they are; once it has been quiet for a moment they are put in order.
"""

from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Label
from textual.worker import get_current_worker  # pyright: ignore[reportUnknownVariableType]

from ...dsl.errors import LeadwrightError
from ...engine.live import FilterProblem, LiveScores, Scored, Unscored
from ...engine.live.order import BEFORE, DELTA, FALLING_FIRST, GRADE, LEAD, SCORE, STAGE, in_order
from ..messages import LeadChosen
from .lead_table import LeadTable

_TITLES: Final = {
    SCORE: "score",
    BEFORE: "old score",
    DELTA: "Δ",
    GRADE: "grade",
    STAGE: "stage",
    LEAD: "order of data",
}


class LeadsPane(Vertical):
    """``quiet``: seconds without new scores before rows are put in order; ``pause``: seconds after a key of a filter.

    Posts ``LeadChosen`` when the cursor comes to a lead, ``LeadTable.Opened`` when one is wanted in detail.
    """

    DEFAULT_CSS = """
    LeadsPane {
        & #lead-filter-row { height: 1; display: none; background: $surface; }
        &.-filtering #lead-filter-row { display: block; }
        & #lead-filter-label { width: auto; padding: 0 1; color: $text-accent; }
        & #lead-filter { border: none; height: 1; padding: 0; background: $boost; }
        & #lead-filter-said { height: 1; display: none; padding: 0 1; color: $text-error; }
        &.-wrong #lead-filter-said { display: block; }
        & LeadTable { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", id="leads.filter", key_display="/", tooltip="By a condition, or a text"),
        Binding("s", "sort", "Sort", id="leads.sort", tooltip="By the next column"),
        Binding("r", "reverse", "Reverse", id="leads.reverse", show=False),
        Binding("c", "changed", "Changed", id="leads.changed", tooltip="Only leads that are other than saved"),
        Binding("w", "screen.what_if", "What if", id="leads.what-if", tooltip="The lead were another one"),
        Binding("m", "marked", "Marked", id="leads.marked", show=False, tooltip="Only leads that are marked"),
        Binding("escape", "back", "Back", id="leads.back", show=False),
    ]

    class _Arranged(Message):
        def __init__(
            self, scored: Scored, rows: NDArray[np.int64], problem: FilterProblem | None, search: bool
        ) -> None:
            super().__init__()
            self.scored = scored
            self.rows = rows
            self.problem = problem
            self.search = search

    def __init__(self, title: str = "Leads", *, quiet: float = 1.0, pause: float = 0.2, id: str | None = None) -> None:
        super().__init__(id=id)
        self.title = title
        self.quiet = quiet
        self.pause = pause
        self.live: LiveScores | None = None
        self.scored: Scored | None = None
        self.is_stale = False
        """Whether the rules as they are cannot be scored, so that those before are shown."""
        self.sorted_by = (SCORE, True)
        self.only_changed = False
        self.only_marked = False
        self._timer: Timer | None = None
        self._is_search = False
        self._follow: int | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="lead-filter-row"):
            yield Label("/", id="lead-filter-label")
            yield Input(
                placeholder='score >= 60 and country is "US"  or any text', id="lead-filter", compact=True,
                select_on_focus=False,
            )  # fmt: skip
        yield Label("", id="lead-filter-said", markup=False)
        yield LeadTable(id="lead-table")

    def on_mount(self) -> None:
        self.table.say("No leads yet.")
        self._tell()

    @property
    def table(self) -> LeadTable:
        return self.query_one(LeadTable)

    @property
    def filter(self) -> str:
        return self.query_one("#lead-filter", Input).value.strip()

    # --- what it is given

    def reading(self, done: int, total: int) -> None:
        """The data is being read: so many rows of so many (0: not known)."""
        of = f" of {total:,}" if total else ""
        self.table.say(f"Reading leads and events: {done:,}{of} rows …")
        self.border_subtitle = "reading"

    def failed(self, message: str, help: str | None = None) -> None:
        """The data cannot be read."""
        self.table.say("\n".join(["✖ There are no leads to show:", "", message, *([f"→ {help}"] if help else [])]))
        self.border_subtitle = "no data"

    def attach(self, live: LiveScores) -> None:
        """The data is there."""
        self.live = live
        self.table.say("Scoring …")

    def show(self, found: Scored | Unscored) -> None:
        """Scores of another version of the rules; or that it has none, so that those before are shown."""
        if isinstance(found, Unscored):
            self.is_stale = True
            if self.scored is None:
                self.table.say(found.message or "The rules have errors: leads are scored once they are put right.")
            self._tell()
            return
        first = self.scored is None or len(self.scored) != len(found)
        self.scored, self.is_stale = found, False
        self.table.show(found)
        self._tell()
        if self._timer is not None:
            self._timer.stop()
        if first or self.quiet <= 0:
            self._arrange()
        else:
            self._timer = self.set_timer(self.quiet, self._arrange)

    def find(self, lead_id: str) -> bool:
        """Put the cursor on the lead of an id, taking filters away if they hide it; False if there is none."""
        if self.scored is None or lead_id not in self.scored.id_texts:
            return False
        lead = self.scored.id_texts.index(lead_id)
        if not self.table.go_to(lead):
            self._follow = lead
            self.only_changed = self.only_marked = False
            self.query_one("#lead-filter", Input).value = ""
            self.remove_class("-filtering")
            self._arrange()
        return True

    # --- order and filter

    def _arrange(self) -> None:
        if self.scored is not None and self.live is not None and self.is_attached:
            marked = frozenset(self.table.marked) if self.only_marked else None
            self._put_in_order(self.live, self.scored, self.filter, self.sorted_by, self.only_changed, marked)

    @work(thread=True, exclusive=True, group="lead-order", description="put in order")
    def _put_in_order(
        self,
        live: LiveScores,
        scored: Scored,
        text: str,
        by: tuple[str, bool],
        changed: bool,
        marked: frozenset[int] | None,
    ) -> None:
        only = np.ones(len(scored), np.bool_)
        problem: FilterProblem | None = None
        search = False
        if text:
            try:
                found = live.selected(scored, text)
            except (LeadwrightError, OSError) as error:
                found = FilterProblem(str(error))
            if isinstance(found, FilterProblem):
                problem = found
            else:
                only, search = found.leads.copy(), found.is_search
        if changed:
            only &= scored.changed
        if marked is not None:
            there = np.zeros(len(scored), np.bool_)
            there[sorted(marked)] = True
            only &= there
        rows = in_order(scored, *by, only)
        if not get_current_worker().is_cancelled:
            self.post_message(self._Arranged(scored, rows, problem, search))

    @on(_Arranged)
    def _arranged(self, message: _Arranged) -> None:
        message.stop()
        if self.scored is None or len(self.scored) != len(message.scored):
            return
        self.set_class(message.problem is not None, "-wrong")
        if message.problem is not None:
            self._say_problem(message.problem)
            if len(self.table.rows):
                return  # the leads of the last filter that was one
        self._is_search = message.search
        self.table.say("No lead is like that." if len(self.scored) else "The project has no leads.")
        self.table.put_in_order(message.rows, self.sorted_by)
        if self._follow is not None:
            self.table.go_to(self._follow)
            self._follow = None
        self._tell()

    def _say_problem(self, problem: FilterProblem) -> None:
        help = f"  ({problem.help})" if problem.help else ""
        self.query_one("#lead-filter-said", Label).update(f"✖ {problem.message}{help}")

    def _tell(self) -> None:
        """The frame's title: how many leads, how many of them changed, by what they are sorted."""
        scored = self.scored
        if scored is None:
            self.border_title = self.title
            return
        shown, all = len(self.table.rows), len(scored)
        parts = [f"{self.title} {all:,}" if shown == all or not shown else f"{self.title} {shown:,} of {all:,}"]
        if self.live is not None and self.live.is_part:
            parts[0] += f" (the first of {self.live.report.leads:,})"
        changed = int(np.count_nonzero(scored.changed))
        if scored.before is None:
            parts.append("not saved yet")
        elif changed:
            parts.append(f"{changed:,} changed" + (" only" if self.only_changed else ""))
        elif self.only_changed:
            parts.append("changed only")
        if self.only_marked:
            parts.append("marked only")
        elif self.table.marked:
            parts.append(f"{len(self.table.marked):,} marked")
        key, falling = self.sorted_by
        parts.append(f"{_TITLES.get(key, key)} {'▼' if falling else '▲'}")
        self.border_title = " · ".join(parts)
        if self.is_stale:
            self.border_subtitle = "▲ showing last valid rules"
        else:
            self.border_subtitle = f"scored in {scored.seconds * 1000:,.0f} ms"

    # --- what people do

    def action_filter(self) -> None:
        self.add_class("-filtering")
        self.query_one("#lead-filter", Input).focus()

    def action_back(self) -> None:
        """One step back: from the filter's line to the table, then without filter."""
        field = self.query_one("#lead-filter", Input)
        if field.has_focus and field.value:
            self.table.focus()
        elif self.has_class("-filtering"):
            field.value = ""
            self.remove_class("-filtering", "-wrong")
            self.table.focus()
            self._arrange()
        elif self.only_changed or self.only_marked:
            self.only_changed = self.only_marked = False
            self._arrange()

    def action_sort(self) -> None:
        """By the next column that is shown."""
        keys = [column.key for column in self.table.columns] or [SCORE]
        key = self.sorted_by[0]
        following = keys[(keys.index(key) + 1) % len(keys)] if key in keys else keys[0]
        self.sorted_by = following, following in FALLING_FIRST
        self._arrange()

    def action_reverse(self) -> None:
        key, falling = self.sorted_by
        self.sorted_by = key, not falling
        self._arrange()

    def action_changed(self) -> None:
        self.only_changed = not self.only_changed
        self._arrange()

    def action_marked(self) -> None:
        self.only_marked = not self.only_marked
        self._arrange()

    @on(Input.Changed, "#lead-filter")
    def _filter_typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        if self.pause <= 0:
            self._arrange()
        else:
            self._timer = self.set_timer(self.pause, self._arrange)

    @on(Input.Submitted, "#lead-filter")
    def _filter_taken(self, event: Input.Submitted) -> None:
        event.stop()
        self.table.focus()

    @on(LeadTable.HeadClicked)
    def _head_clicked(self, event: LeadTable.HeadClicked) -> None:
        event.stop()
        key, falling = self.sorted_by
        self.sorted_by = event.key, not falling if event.key == key else event.key in FALLING_FIRST
        self._arrange()

    @on(LeadTable.MarksChanged)
    def _marks_changed(self, event: LeadTable.MarksChanged) -> None:
        event.stop()
        self._tell()

    @on(LeadTable.Moved)
    def _moved(self, event: LeadTable.Moved) -> None:
        event.stop()
        self.post_message(LeadChosen(event.lead))
