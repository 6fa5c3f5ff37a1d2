"""From the workbench to simulations. A layer of the workbench."""

from typing import Any

from ...dsl.source import Place
from ...engine.live.against import Base
from ...showing.versus_leads import LeadOf
from ..git import GitState
from ..messages import PlaceChosen
from ..simulations import Choices, Simulations
from .simulate_screen import SimulateScreen
from .testing import Testing


class Simulating(Testing):
    """The workbench from which simulations are started."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.git = GitState()
        self.simulations = Simulations(
            self.workspace, lambda: self.live, lambda: self.scored, self._why_no_leads, lambda: self.git.branch
        )

    def action_simulate(self) -> None:
        """The rules over a time range, beside the saved or the committed ones."""
        if self.simulations.kept is None:
            base: Base = self.simulations.usual_base()
            self.simulations.choices = Choices(base)
        self.app.push_screen(SimulateScreen(self.simulations), self._simulated)

    def _why_no_leads(self) -> str:
        """Why there are no leads to simulate; empty while they are read."""
        if self.workspace.problem:
            return self.workspace.problem
        if self.workspace.project is None:
            return "there is no project here: leadwright.toml names the rules and the data"
        return self.data_problem

    async def _simulated(self, about: Any) -> None:
        """To what was chosen there."""
        match about:
            case LeadOf(lead_id):
                await self._show_lead(str(lead_id))
            case Place():
                self.post_message(PlaceChosen(about))
            case _:
                pass

    async def _show_lead(self, lead_id: str) -> None:
        ids = self.scored.id_texts if self.scored is not None else []
        if lead_id in ids:
            await self.go_to_lead(ids.index(lead_id))
        else:
            self.notify(f"lead {lead_id} is not among those in memory", severity="warning", markup=False)

    async def go_to_lead(self, lead: int) -> None:
        """Show a lead and why it has its score."""
