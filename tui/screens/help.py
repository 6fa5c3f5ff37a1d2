"""Help for the pane that has the focus: what it is for, and its keys."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, cast

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

PANES = {
    "RuleEditor": (
        "The rules",
        "Type: problems are marked as you write, and the leads below are scored again after each change. Dim at the "
        "end of a rule: for how many leads it fires, and the points it gives in all. Nothing is written before ctrl+s.",
    ),
    "FilesPane": (
        "Files and outline",
        "enter opens a file, or goes to a rule. ● not saved, ✖ errors, ▲ warnings; the letter at the end is git's: "
        "M changed, A added, ? new. n makes a file, r gives it another name, d deletes it, after a question.",
    ),
    "LeadsPane": (
        "The leads",
        "All leads with the score by the saved rules, the score by the rules as they stand in the editor, and the "
        'difference. / filters with a condition of the language: score >= 60 and country is "US".',
    ),
    "AssistantPane": (
        "The assistant",
        "Say what shall be scored, or who qualifies, in plain English; enter sends, ctrl+j begins a new line. A draft "
        "is checked and tried on the leads before you see it: a applies it to the rules as one step that ctrl+z takes "
        "back, r rejects it; or say what is to be different. esc stops it, and goes back to the rules.",
    ),
    "ListOfTests": (
        "The tests",
        "Every test with ✔ or ✖; below a failed one what it expected and found, beside it why its lead has its score. "
        "enter goes to the line in its file. They run whenever a file is saved, too: what failed is then marked there.",
    ),
    "ReasonsOfTest": (
        "Why a test's lead has its score",
        "The lead as it is where something is expected of it. enter on a rule goes to its line.",
    ),
    "ChangesScreen": (
        "Changes",
        "What differs from the last commit, with what is not saved yet: in one sentence, rule by rule, lead by "
        "lead, and as text. enter goes to the rule, the lead or the line. c commits after a last look at which files; "
        "b compares with a branch, a tag or main... (where this branch parted from main).",
    ),
    "SimulateScreen": (
        "Simulate",
        "The rules as they stand in the editor over a time range, beside the saved ones, those of the last commit, or "
        "none. tab goes to what is asked: space turns a choice, enter in a field runs it. enter on a lead shows it in "
        "the workbench, on a rule goes to its line. esc stops a run; what was there before stays. s writes a report.",
    ),
    "WhatIfForm": (
        "What if: the lead",
        "Write other values: the score on top says at once what would come of it, and Why which rules give other "
        "points. Empty means missing; dim names are fields that no rule looks at. The first row is the moment to look "
        "from: +7d, -2w, 2026-05-01. Nothing touches the data; alt+y writes the case as a test.",
    ),
    "WhatIfEvents": (
        "What if: the events",
        "The newest first, those that the rules look at. x takes one away or puts it back, a adds one as in a test: "
        'a signal, or page_view with path "/pricing"; beside it when (2d ago, 2026-02-27 09:30) and how many times.',
    ),
    "WhyOfWhatIf": (
        "What if: why",
        "First the rules that give other points than for the lead as it is, then all of them. enter on a rule goes to "
        "its line.",
    ),
    "ExplainPane": (
        "Why this score",
        "Every rule with what it gave, the events that it counted, and what is lacking where it gave nothing. enter "
        "on a rule goes to its line.",
    ),
}


class HelpScreen(ModalScreen[None]):
    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > Vertical {
            width: 84; max-width: 96%; height: 90%; padding: 0 2; background: $surface; border: round $primary;
        }
        & VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
        & .head { text-style: bold; color: $text-accent; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q", "dismiss", "Back")]

    def __init__(self, of: Screen[None]) -> None:
        super().__init__()
        focused = of.focused
        app = cast("App[None]", of.app)  # pyright: ignore[reportUnknownMemberType]
        here: dict[str, list[str]] = {}
        everywhere: dict[str, list[str]] = {}
        bindings = sorted(of.active_bindings.items(), key=lambda item: not item[1].binding.id)  # ours before Textual's
        for key, active in bindings:
            action = active.binding.action.replace("_", " ").replace("(True)", ", selecting")
            said = active.binding.description or action
            if not active.enabled or said.startswith("app."):
                continue
            if more := active.binding.tooltip:
                said = f"{said}: {more[:1].lower()}{more[1:]}"
            shown = app.get_key_display(active.binding)
            rows = everywhere if active.node is of or active.node is app else here
            keys = rows.setdefault(said, [])
            if shown not in keys and key in active.binding.key.split(","):
                keys.append(shown)
        self.here, self.everywhere = here, everywhere
        names = [type(w).__name__ for w in focused.ancestors_with_self] if focused else []
        self.heading, self.said = next((PANES[n] for n in names if n in PANES), ("leadwright", ""))

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = f"Help · {self.heading}"
            box.border_subtitle = "esc back"
            with VerticalScroll():
                yield Static(self.said, markup=False)
                if self.here:
                    yield Static("Here", classes="head")
                    yield Static(_rows(self.here))
                yield Static("Everywhere", classes="head")
                yield Static(_rows(self.everywhere))
                yield Static("The mouse", classes="head")
                yield Static(
                    "click to go there, drag to select, drag the line between two panes to move it, wheel "
                    "to scroll; with shift the terminal selects text",
                    markup=False,
                )


def _rows(rows: Mapping[str, Sequence[str]]) -> Content:
    """What is done → the keys that do it."""
    found = [(", ".join(keys), said) for said, keys in rows.items() if keys]
    width = max((len(keys) for keys, _ in found), default=0)
    return Content("\n").join(Content.assemble((f"{keys:<{width}}", "bold"), "  ", said) for keys, said in found)
