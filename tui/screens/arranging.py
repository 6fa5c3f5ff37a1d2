"""Panes: how large they are, by mouse and keys, kept for next time; and letters to jump to them. A layer of the
workbench."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from textual import events, work
from textual.geometry import Offset, Region
from textual.widget import Widget

from ..recovery import read_session
from ..widgets.lines import TabLine
from .filing import Filing
from .jump_screen import JumpScreen
from .messages_screen import MessagesScreen

_LEAST: Final = {"files": 14, "side": 24, "assisting": 30, "leads": 5}
_LEFT: Final = {"files": 80, "side": 70, "assisting": 70, "leads": 12}
"""Cells that others have to be left."""
_STEP: Final = 2
_SIDES: Final = ("side", "assisting")


class Arranging(Filing):
    """``sizes``: columns of the files and of the right side (another number with the assistant there), rows of the
    leads; only what somebody chose."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.sizes: dict[str, int] = _sizes_in(read_session(self.workspace.root))
        self._dragged = ""

    # --- sizes

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self.fit_panes)

    def leave_assistant(self) -> None:
        super().leave_assistant()
        self.call_after_refresh(self.fit_panes)

    def fit_panes(self) -> None:
        """Give each pane the size that was chosen for it, as far as there is room; none where panes are tabs."""
        if not self.is_attached:
            return
        is_wide = self.has_class("-wide")
        side = self._side
        for name, widget, is_width in (("files", "#files", True), (side, "#side", True), ("leads", "#leads", False)):
            styles = self.query_one(widget).styles
            rule = "width" if is_width else "height"
            size = self.sizes.get(name) if is_wide and (is_width or self.has_class("-tall")) else None
            setattr(styles, rule, None if size is None else self._within(name, size))

    @property
    def _side(self) -> str:
        return "assisting" if self.has_class("-assisting") else "side"

    def _within(self, name: str, size: int) -> int:
        room = (self.size.height if name == "leads" else self.size.width) - _LEFT[name]
        return max(_LEAST[name], min(size, max(room, _LEAST[name])))

    def _resize(self, name: str, size: int) -> None:
        self.sizes[name] = self._within(name, size)
        self.fit_panes()

    def action_resize_pane(self, by: int) -> None:
        """The pane with the focus larger or smaller; of the editor the rows."""
        if not self.has_class("-wide"):
            self.notify("there is room for one pane only: a wider terminal shows several", timeout=3)
            return
        focused = self.focused
        names = [widget.id for widget in focused.ancestors_with_self] if focused else []
        if "files" in names:
            self._resize("files", self._now("files") + by * _STEP)
        elif "side" in names:
            self._resize(self._side, self._now(self._side) + by * _STEP)
        elif self.has_class("-tall"):
            sign = 1 if "leads" in names else -1
            self._resize("leads", self._now("leads") + sign * by)

    def action_usual_sizes(self) -> None:
        self.sizes.clear()
        self.fit_panes()

    def _now(self, name: str) -> int:
        region = self.query_one("#side" if name in _SIDES else f"#{name}").region
        return region.height if name == "leads" else region.width

    # --- dragging the line between two panes

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button == 1 and self.has_class("-wide"):
            self._dragged = self._line_at(event.screen_x, event.screen_y)
            if self._dragged:
                event.stop()
                self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if not self._dragged:
            return
        event.stop()
        if self._dragged == "files":
            self._resize("files", event.screen_x + 1)
        elif self._dragged == "leads":
            bottom = self.query_one("#leads").region.bottom
            self._resize("leads", bottom - event.screen_y)
        else:
            self._resize(self._dragged, self.query_one("#side").region.right - event.screen_x)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._dragged:
            event.stop()
            self._dragged = ""
            self.release_mouse()

    def _line_at(self, x: int, y: int) -> str:
        """Which pane the line there is to be dragged of: either border where two panes meet."""
        files, side, leads = (self.query_one(name).region for name in ("#files", "#side", "#leads"))
        if files.y <= y < files.bottom and x in (files.right - 1, files.right):
            return "files"
        if side.y <= y < side.bottom and x in (side.x - 1, side.x):
            return self._side
        return "leads" if y == leads.y and leads.x < x < leads.right - 1 and self.has_class("-tall") else ""

    # --- letters

    @work(group="letters")
    async def action_jump(self) -> None:
        """A letter on everything that can be gone to."""
        targets = list(self._targets())
        chosen = await self.app.push_screen_wait(JumpScreen([(where, name) for where, name, _ in targets]))
        if chosen is None:
            return
        _, name, widget = targets[chosen]
        if widget is None:
            self.focus_pane(TabLine.NAMES.index(name))
        else:
            widget.focus()

    def _targets(self) -> Iterator[tuple[Offset, str, Widget | None]]:
        tabs = self.query_one(TabLine)
        if tabs.display:
            for name, x, _ in tabs.places():
                yield Offset(x, tabs.region.y), name, None
        for widget in self.query("*"):
            seen = widget.focusable and widget.is_on_screen and widget.region.area > 0
            if seen and all(each.display for each in cast("list[Widget]", widget.ancestors_with_self)):
                region: Region = widget.region
                yield Offset(region.x, region.y), "", widget

    # --- what was said

    def action_messages(self) -> None:
        """The messages of late: they are seen for some seconds only."""
        past: Any = getattr(self.app, "past", ())
        self.app.push_screen(MessagesScreen(list(past)))


def _sizes_in(session: Mapping[str, Any]) -> dict[str, int]:
    found = session.get("sizes")
    if not isinstance(found, dict):
        return {}
    sizes = cast("dict[str, Any]", found)
    return {name: size for name in _LEAST if isinstance(size := sizes.get(name), int)}
