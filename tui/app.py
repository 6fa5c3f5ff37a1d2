"""The app: its screens, its look, its settings, and leaving it without losing text.

It is seen before the engine is loaded, which takes longer than all else that is done at the start: what needs it is
imported in a worker.
"""

import sys
import time
from collections import deque
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.content import Content
from textual.filter import LineFilter, Monochrome, NoColor
from textual.widgets import Static

from .pace import LOOKS, Pace, stays
from .screens.messages_screen import MOST, Said
from .settings import Settings, read_settings, write_settings
from .terminals import AsciiSigns, NoColours, can_show_signs
from .workspace import Workspace

if TYPE_CHECKING:
    from .screens.welcome import Welcome
    from .screens.workbench import Workbench

_SCREENS = f"{__package__}.screens.workbench"


def _commands() -> type[Provider]:
    from .commands import Commands

    return Commands


class LeadwrightApp(App[None]):
    """``folder``: the project, or a folder in it. ``after``: seconds after the last key before anything is checked."""

    TITLE = "leadwright"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", id="quit", show=False, priority=True),
        Binding("ctrl+p", "command_palette", "Palette", id="palette", show=False, priority=True),
    ]
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, folder: Path, settings: Settings | None = None, after: float | None = None) -> None:
        super().__init__()
        self.settings = read_settings() if settings is None else settings
        self.folder = folder
        self.after = after
        self.workspace = Workspace.open(folder)
        self.past: deque[Said] = deque(maxlen=MOST)
        self.pace = Pace()
        in_ascii = self.settings.glyphs == "ascii" or (self.settings.glyphs == "auto" and not can_show_signs())
        self._plainer: list[LineFilter] = [NoColours()] if self.no_color else []
        self._plainer += [AsciiSigns()] if in_ascii else []
        self._in_ascii = in_ascii

    def get_key_display(self, binding: Binding) -> str:
        shown = super().get_key_display(binding)
        return binding.key if self._in_ascii and not shown.isascii() else shown

    def get_line_filters(self) -> Sequence[LineFilter]:
        found = super().get_line_filters()
        if not self._plainer:
            return found
        return [*(f for f in found if not isinstance(f, Monochrome | NoColor)), *self._plainer]

    def notify(self, message: str, *, title: str = "", markup: bool = True, **more: Any) -> None:
        text = Content.from_markup(message).plain if markup else message
        self.past.append(Said(time.strftime("%H:%M:%S"), title, text, str(more.get("severity", ""))))
        super().notify(message, title=title, markup=markup, **more)

    def on_mount(self) -> None:
        self.pace.begin()
        self.set_interval(LOOKS, self.pace.rest)
        for problem in self.settings.problems:
            self.notify(problem, title="Settings", severity="warning", timeout=10, markup=False)
        if self.settings.theme in self.available_themes:
            self.theme = self.settings.theme
        self.set_keymap(dict(self.settings.keys))
        self.theme_changed_signal.subscribe(self, self._theme_chosen)
        if _SCREENS in sys.modules:
            self._open()
        else:
            self.call_after_refresh(self._load)

    def compose(self) -> ComposeResult:
        said = Content.assemble(("leadwright", "bold $text-accent"), f"  {self.folder.resolve().name}  opening …")
        yield Static(said, id="opening")

    @work(thread=True)
    def _load(self) -> None:
        import_module(_SCREENS)
        stays()
        self.call_from_thread(self._open)

    def on_unmount(self) -> None:
        self.pace.end()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key):
            self.pace.pressed()
        await super().on_event(event)

    def _open(self) -> None:
        from .screens.welcome import Welcome

        if self.workspace.is_nothing:
            self.push_screen(Welcome(self.folder.absolute()))
        else:
            self.push_screen(self._workbench_of(self.workspace))

    def _workbench_of(self, workspace: Workspace, tour: bool = False) -> "Workbench":
        from .screens.live import AFTER
        from .screens.workbench import Workbench

        self.workspace = workspace
        return Workbench(workspace, AFTER if self.after is None else self.after, tour)

    async def on_welcome_opened(self, event: "Welcome.Opened") -> None:
        event.stop()
        await self.switch_screen(  # pyright: ignore[reportUnknownMemberType]
            self._workbench_of(Workspace.open(event.folder), event.tour)
        )

    @property
    def workbench(self) -> "Workbench | None":
        if _SCREENS not in sys.modules:
            return None
        from .screens.workbench import Workbench

        return next((s for s in self.screen_stack if isinstance(s, Workbench)), None)

    def _theme_chosen(self, _theme: object) -> None:
        if self.theme != self.settings.theme:
            self.settings = self.settings.with_theme(self.theme)
            write_settings(self.settings)

    async def action_quit(self) -> None:
        self._leave()

    @work(exclusive=True, group="leave")
    async def _leave(self) -> None:
        workbench = self.workbench
        if workbench is not None:
            if not await workbench.may_leave():
                return
            workbench.remember()
        self.exit()
