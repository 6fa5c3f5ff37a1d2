"""From the workbench to a lead as it might be. A layer of the workbench."""

from collections.abc import Sequence
from pathlib import Path

from textual import work

from ...dsl import model as m
from ...dsl.errors import LeadwrightError
from ...dsl.source import Place, SourceText
from ...dsl.types import Type
from ...engine.live.cases import Case, append_case
from ...engine.live.rules import checked_rules
from ...engine.live.what_if import Edits, WhatIf, events_given
from ...engine.project import parse_as_of
from ...engine.records import Lead
from ..known_data import plain
from ..messages import PlaceChosen
from ..widgets.explain_pane import ExplainPane, case_file
from ..widgets.what_if_events import event_names
from .navigating import Navigating
from .what_if_screen import Around, WhatIfScreen

_PAUSE = 0.1
"""Seconds after a change before the score is worked out."""


class WhatIfs(Navigating):
    """The workbench from which leads are made others. What was changed of a lead is there when one comes back to it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._edits: dict[object, Edits] = {}

    def action_what_if(self) -> None:
        """What if the lead under the cursor were another one; without one, a lead that is made up."""
        self._prepare(self.query_one(ExplainPane).lead)

    def _made_up(self) -> None:
        self._prepare(None)

    @work(thread=True, exclusive=True, group="what-if-lead", exit_on_error=False, description="begin a what-if")
    def _prepare(self, number: int | None) -> None:
        """The rules and the lead, by the last rules that are valid."""
        live, scored, project = self.live, self.scored, self.workspace.project
        real: Lead | None = None
        called = "a lead made up from nothing"
        try:
            if project is None:
                self.app.call_from_thread(self._why_no_what_if, "a what-if needs a project: a leadwright.toml")
                return
            if live is not None and scored is not None:
                model, sources, as_of = scored.model, scored.sources, scored.as_of
                if number is not None and number < len(scored):
                    real = live.lead(scored, number)
                    name = scored.fields[0].text(number) if scored.fields else ""
                    called = f"{scored.id(number)} {name}".strip()
                called += " · by the last valid rules" if self.unscored is not None else ""
            else:
                checked = checked_rules(project, self.workspace.texts())
                at = project.as_of_time()
                model, sources, as_of = checked.model, checked.sources, parse_as_of("now") if at is None else at
        except LeadwrightError as error:
            self.app.call_from_thread(self._why_no_what_if, str(error))
            return
        except OSError as error:
            self.app.call_from_thread(self._why_no_what_if, f"{error.filename} cannot be read")
            return
        if model is None:
            self.app.call_from_thread(self._why_no_what_if, "the rules have errors: f8 goes to the next one")
            return
        self.app.call_from_thread(self._show_what_if, model, sources, real, as_of, called)

    def _why_no_what_if(self, said: str) -> None:
        self.notify(said, title="No what-if", severity="warning", markup=False)

    def _show_what_if(
        self, model: m.Model, sources: Sequence[SourceText], real: Lead | None, as_of: int, called: str
    ) -> None:
        edits = self._edits.setdefault(None if real is None else real.id, Edits())
        for name in [name for name in edits.fields if name not in model.fields]:
            del edits.fields[name]  # of rules that are other ones by now
        what_if = WhatIf(model, real, as_of, edits)
        signals = (symbol.name for _, symbol in self.all_symbols() if symbol.kind == "signal")
        around = Around(
            lambda text: self._given(model, sources, text),
            self._keep_case,
            self.case_kept,
            self._to_place,
            self._made_up,
            self._values_of,
            event_names(what_if, signals),
        )
        self.app.push_screen(WhatIfScreen(what_if, called, around, _PAUSE if self.after else 0))

    # --- what the screen asks

    def _given(self, model: m.Model, sources: Sequence[SourceText], text: str) -> m.GivenEvents:
        project, live = self.workspace.project, self.live
        assert project is not None
        names = {*model.events, *(live.known.events() if live is not None else ())}
        return events_given(project, sources, names, text)

    def _values_of(self, name: str) -> Sequence[tuple[str, int]]:
        live = self.live
        if live is None or name not in live.known.fields:
            return ()
        return [(plain(o.text), o.count) for o in live.values(name, Type.TEXT)]

    def _keep_case(self, case: Case) -> tuple[Path, int]:
        project = self.workspace.project
        assert project is not None
        file, uses = case_file(project)
        return file, append_case(file, case, uses)

    async def case_kept(self, path: Path, line: int) -> None:
        """A case was written to a file."""
        self.look_outside()
        await self.go_or_open(path, line)

    def _to_place(self, place: Place) -> None:
        self.post_message(PlaceChosen(place))
