"""The first screen where there is no project: the example with a tour, a project of one's own, or away."""

from pathlib import Path
from typing import ClassVar, cast

from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ...dsl.errors import LeadwrightError
from ...engine.new_project import example_folder, template, write_project
from ..widgets.hint_line import HintLine
from .dialogs import Line

_EXAMPLE = "b2b_crm"
_CHOICES = (
    ("tour", "Look around in an example", "a model of CRM software with 300 leads, and a tour of five steps"),
    ("new", "Start a project of your own", "a small model with tests and 25 sample leads, to be changed"),
    ("files", "Open this folder all the same", "for editing files without a project"),
    ("quit", "Leave", "nothing is written"),
)


class Welcome(Screen[None]):
    """Posts where the project is that was made."""

    DEFAULT_CSS = """
    Welcome {
        align: center middle;
        & > Vertical {
            width: 72; max-width: 96%; height: auto; background: $surface; border: round $primary; padding: 1 2;
        }
        & .title { text-style: bold; color: $text-accent; }
        & .said { color: $foreground 85%; margin-bottom: 1; }
        & OptionList { height: auto; border: none; background: transparent; padding: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.quit", "Leave")]

    class Opened(Message):
        """A folder is to be opened; ``tour``: with the tour."""

        def __init__(self, folder: Path, tour: bool = False) -> None:
            super().__init__()
            self.folder = folder
            self.tour = tour

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("leadwright", classes="title")
            yield Static(
                f"Lead scoring as code. There is no leadwright.toml in {self.folder} or above.",
                classes="said",
                markup=False,
            )
            yield OptionList(
                *(Option(f"[b]{name}[/b]\n[dim]{said}[/dim]", id=key) for key, name, said in _CHOICES), compact=True
            )
        yield HintLine()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        match event.option.id:
            case "tour":
                self._make("leadwright-example", tour=True)
            case "new":
                self._make("crm", tour=False)
            case "files":
                self.post_message(self.Opened(self.folder))
            case _:
                self._app.exit()

    @property
    def _app(self) -> App[None]:
        return cast("App[None]", self.app)  # pyright: ignore[reportUnknownMemberType]

    @work(exclusive=True, description="make")
    async def _make(self, name: str, tour: bool) -> None:
        """Ask for the folder, make the project in it, open it."""
        proposed = _free(self.folder / name)
        answer = await self._app.push_screen_wait(
            Line(
                "Where to",
                "A new folder for the project; everything in it can be changed and thrown away.",
                str(proposed),
            )
        )
        if not answer or not answer.strip():
            return
        target = Path(answer.strip()).expanduser()
        try:
            write_project(example_folder(_EXAMPLE) if tour else template(), target)
        except LeadwrightError as error:
            self.notify(
                f"{error.message} — {error.help}" if error.help else error.message, severity="error", markup=False
            )
        except OSError as error:
            self.notify(f"{target}: {error.strerror or error}", title="Not made", severity="error", markup=False)
        else:
            self.post_message(self.Opened(target.resolve(), tour))


def _free(folder: Path) -> Path:
    """The folder, or the first with a number that is not there yet."""
    number = 1
    found = folder
    while found.exists():
        number += 1
        found = folder.with_name(f"{folder.name}-{number}")
    return found
