"""A tour of five steps above the last line. Each step is done by doing it; `Leave the tour` in the palette ends it."""

from textual.widgets import Static

STEPS = (
    ("open", "Go to a rule: ctrl+g, then 39, enter. At the end of its line stands for how many leads it gives points."),
    ("edited", "Change its points: write 30 for 15. The leads below are scored again as you type; Δ says by how much."),
    (
        "lead",
        "Go to the leads (f4, or click), and with the arrows to one of them: at the right stands why it has its score.",
    ),
    ("help", "f1 tells the keys of the pane you are in; ctrl+p finds everything that can be done. Try f1."),
    ("saved", "Save with ctrl+s: what was new is now what later changes are compared with. ctrl+z would take it back."),
)
"""What ends a step, and what is to be done in it."""


TOUR_ROW = 38
"""The row of the example's rules that the first step leads to."""


class Tour(Static):
    DEFAULT_CSS = """
    Tour { height: auto; min-height: 2; max-height: 3; background: $accent 20%; color: $foreground;
           padding: 0 1; border-left: thick $accent; }
    """

    def __init__(self) -> None:
        super().__init__("", id="tour", markup=False)
        self.step = 0

    def on_mount(self) -> None:
        self._tell()

    def did(self, what: str) -> None:
        """Something was done; the step that waits for it is over."""
        if self.step < len(STEPS) and STEPS[self.step][0] == what:
            self.step += 1
            self._tell()

    def _tell(self) -> None:
        if self.step >= len(STEPS):
            self.update("That was the tour. f1 is there whenever you want to know more; ctrl+q leaves.")
            self.set_timer(20, self.remove)
            return
        self.update(f"Step {self.step + 1} of {len(STEPS)}: {STEPS[self.step][1]}")
