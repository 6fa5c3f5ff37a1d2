"""The editor of one file: the language in colour, problems at their place, what rules do at the ends of their lines."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Final, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from ..language.completions import Candidate, Completions
from ..language.highlight import tokens
from ..test_run import Result
from . import editor_lines
from .completion_popup import CompletionPopup
from .editor_keys import AT_ONCE, NAMED, PLAIN
from .editor_theme import CSS, KINDS, FollowingTheme
from .quick_document import QuickDocument

GLYPHS: Final = {"error": "✖", "warning": "▲"}
_NO_MARKS: Final[tuple["Mark", ...]] = ()
_LEAST_SAID: Final = 14
"""Cells that make it worth to show the beginning of what a test found."""


class Mark(NamedTuple):
    """A stretch of a row that a problem is about. ``severity``: error or warning."""

    start: int
    end: int
    severity: str


@cache
def _no_completions(_text: str, _row: int, _column: int) -> Completions:
    return Completions(0, ())


class RuleEditor(TextArea, inherit_bindings=False):
    """Edits one file. ``completer`` says what can stand at a place."""

    DEFAULT_CSS = CSS
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"rule--{kind}" for kind in (*KINDS, "effects")}
    BINDINGS: ClassVar[list[BindingType]] = [*PLAIN, *NAMED]

    class Edited(Message):
        """The text is another one than before."""

        def __init__(self, editor: "RuleEditor") -> None:
            super().__init__()
            self.editor = editor

    class Moved(Message):
        """The cursor is elsewhere."""

        def __init__(self, editor: "RuleEditor") -> None:
            super().__init__()
            self.editor = editor

    def __init__(self, path: Path, text: str, read_only: bool = False) -> None:
        self.path = path
        self.is_rules = path.suffix == ".lead"
        self.marks: Mapping[int, Sequence[Mark]] = {}
        self.effects: Mapping[int, str] = {}
        self.results: Mapping[int, Result] = {}
        self.found: Mapping[int, Sequence[tuple[int, int]]] = {}
        self.completer: Callable[[str, int, int], Completions] = _no_completions
        self._styles: dict[str, Style] = {}
        self._quiet = False
        self._unanswered: tuple[int, int] | None = None
        super().__init__(
            text,
            soft_wrap=False,
            show_line_numbers=True,
            tab_behavior="indent",
            compact=True,
            read_only=read_only,
            highlight_cursor_line=True,
        )
        self.indent_width = 2
        self.register_theme(FollowingTheme("rules"))
        self.theme = "rules"

    # --- what is seen

    def notify_style_update(self) -> None:
        self._styles.clear()
        super().notify_style_update()

    def _style(self, kind: str) -> Style:
        style = self._styles.get(kind)
        if style is None:
            full = self.get_component_rich_style(f"rule--{kind}")
            style = Style(
                color=full.color, bold=full.bold, italic=full.italic, underline=full.underline, reverse=full.reverse
            )
            self._styles[kind] = style
        return style

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        if self.is_rules:
            for token in tokens(line.plain):
                line.stylize(self._style(token.kind), token.start, token.end)
        for mark in self.marks.get(line_index, ()):
            line.stylize(self._style(mark.severity), mark.start, max(mark.end, mark.start + 1))
        for start, end in self.found.get(line_index, ()):
            line.stylize(self._style("found"), start, end)
        return line

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        row = y + self.scroll_offset.y
        marks = self.marks.get(row, _NO_MARKS)
        if marks:
            strip = self._with_glyph(strip, marks)
        result = self.results.get(row)
        if result is not None:
            if not marks:
                strip = self._with_sign(strip, *(("✔", "effect") if result.passed else ("✖", "error")))
            return self._with_effect(strip, row, result.said, "effects" if result.passed else "error")
        said = self.effects.get(row)
        return strip if not said else self._with_effect(strip, row, said)

    def _with_glyph(self, strip: Strip, marks: Sequence[Mark]) -> Strip:
        """The sign of the worst problem."""
        severity = "error" if any(m.severity == "error" for m in marks) else "warning"
        return self._with_sign(strip, GLYPHS[severity], "error" if severity == "error" else "string")

    def _with_sign(self, strip: Strip, sign: str, kind: str) -> Strip:
        """The first of the two blanks that end the gutter becomes a sign."""
        at = self.gutter_width - 2
        base = next((s.style for s in strip.crop(at, at + 1) if s.style), Style())
        segment = Segment(sign, base + Style(color=self._style(kind).color, bold=True))
        return Strip.join([strip.crop(0, at), Strip([segment], 1), strip.crop(at + 1)])

    def _with_effect(self, strip: Strip, row: int, said: str, kind: str = "effects") -> Strip:
        """What a rule does or a test found, at the right end, where the line leaves room."""
        if self.scroll_offset.x or row >= self.document.line_count:
            return strip
        width = self.scrollable_content_region.width
        taken = self.gutter_width + cell_len(self.document.get_line(row)) + 2
        room = width - taken - 1
        if kind == "error" and cell_len(said) > room > _LEAST_SAID:
            said = set_cell_size(said, room - 1) + "…"
        elif cell_len(said) > room:
            said = said.partition(" · ")[0]  # the leads alone
        start = width - cell_len(said) - 1
        if taken > start:
            return strip
        base = next((s.style for s in strip.crop(start, start + 1) if s.style), Style())
        shown = Segment(said, base + Style(color=self._style(kind).color))
        end = start + cell_len(said)
        return Strip.join([strip.crop(0, start), Strip([shown], cell_len(said)), strip.crop(end)])

    def show(
        self,
        marks: Mapping[int, Sequence[Mark]] | None = None,
        effects: Mapping[int, str] | None = None,
        found: Mapping[int, Sequence[tuple[int, int]]] | None = None,
        results: Mapping[int, Result] | None = None,
    ) -> None:
        """Marks, effects, places found or results of tests that are other ones than before."""
        self.marks = self.marks if marks is None else marks
        self.effects = self.effects if effects is None else effects
        self.found = self.found if found is None else found
        self.results = self.results if results is None else results
        self._line_cache.clear()  # pyright: ignore[reportUnknownMemberType]
        self.refresh()

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)  # pyright: ignore[reportUnknownMemberType]
        self.wrapped_document.__class__ = QuickDocument

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        with suppress(ValueError):  # while an edit is undone the cursor may be beyond the end for a moment
            return super().scroll_cursor_visible(center, animate)
        return Offset(0, 0)

    # --- changes

    def put(self, text: str) -> None:
        """Another text as one step that can be undone; the cursor stays on its line."""
        if text == self.text:
            return
        row, column = self.cursor_location
        top = self.scroll_offset.y
        self.one_step(lambda: self.replace(text, self.document.start, self.document.end))
        row = min(row, self.document.line_count - 1)
        self.move_cursor((row, min(column, len(self.document.get_line(row)))))
        self.scroll_to(y=top, animate=False, immediate=True)

    def one_step(self, change: Callable[[], Any]) -> None:
        """Whatever ``change`` does can be undone in one step."""
        self.history.checkpoint()
        change()
        self.history.checkpoint()

    def go_to(self, row: int, column: int = 0) -> None:
        """The cursor to a place (from 0), kept within the text, with some lines around it."""
        row = max(0, min(row, self.document.line_count - 1))
        column = max(0, min(column, len(self.document.get_line(row))))
        self.move_cursor((row, column))
        height = self.scrollable_content_region.height
        if not height:
            self.call_after_refresh(self._see_start)  # without a size any column is too far to the right
        elif not self.scroll_offset.y <= row < self.scroll_offset.y + height - 1:
            self.scroll_to(y=max(0, row - height // 3), animate=False)

    def _see_start(self) -> None:
        """The beginnings of lines, if the cursor can be seen then."""
        row, height = self.cursor_location[0], self.scrollable_content_region.height
        self.scroll_to(x=0, y=max(0, row - height // 3), animate=False, immediate=True)
        self.scroll_cursor_visible()

    def action_to_start(self) -> None:
        self.move_cursor(self.document.start)

    def action_to_end(self) -> None:
        self.move_cursor(self.document.end)

    def action_toggle_comment(self) -> None:
        if not self.read_only:
            self.one_step(lambda: editor_lines.toggle_comment(self))

    def action_move_lines(self, by: int) -> None:
        if not self.read_only:
            self.one_step(lambda: editor_lines.move(self, by))

    def action_outdent(self) -> None:
        if not self.read_only:
            self.one_step(lambda: editor_lines.indent(self, -self.indent_width))

    # --- completion

    @property
    def popup(self) -> CompletionPopup:
        return self.screen.query_one(CompletionPopup)

    def action_complete(self) -> None:
        if not self.read_only:
            self._offer(asked=True)

    def _offer(self, asked: bool = False) -> None:
        if not self.is_rules or not self.has_focus:
            return
        row, column = self.cursor_location
        offered = self.completer(self.text, row, column)
        self._unanswered = None if offered.candidates else (row, column)
        before = self.document.get_line(row)[offered.start : column]
        if not offered.candidates or (not asked and not before.strip("`")):
            self.popup.close()
            return
        if len(offered.candidates) == 1 and offered.candidates[0].text == before:
            self.popup.close()
            return
        self.popup.open(offered.candidates, self.cursor_screen_offset - Offset(column - offered.start, 0))

    def offer_again(self) -> None:
        """More is known by now of what is offered."""
        if self.popup.is_open and not self.popup.was_moved:
            self._offer(asked=True)
        elif self._unanswered == self.cursor_location:
            self._offer()

    def _take(self, candidate: Candidate) -> None:
        row, column = self.cursor_location
        start = self.completer(self.text, row, column).start
        end = column
        line = self.document.get_line(row)
        if candidate.text.endswith('"') and line[end : end + 1] == '"':
            end += 1
        self.popup.close()
        self.one_step(lambda: self.replace(candidate.text, (row, start), (row, end)))
        self.move_cursor((row, start + len(candidate.text)))

    async def _on_key(self, event: events.Key) -> None:
        popup = self.popup
        if popup.is_open and self._steers_popup(event.key, popup):
            event.stop()
            event.prevent_default()
            return
        if event.key == "escape":
            self.selection = Selection.cursor(self.cursor_location)
            return
        if event.key.startswith("alt+") and event.key not in AT_ONCE:
            event.prevent_default()  # terminals send the letter with it; it is a key all the same
            return
        if event.key in AT_ONCE:
            event.stop()
            event.prevent_default()
            await self.run_action(AT_ONCE[event.key])
            if event.key == "backspace" and popup.is_open:
                self.call_after_refresh(self._offer)
            else:
                popup.close()
            return
        if event.key == "tab" and self.selection.start != self.selection.end and not self.read_only:
            event.stop()
            event.prevent_default()
            self.one_step(lambda: editor_lines.indent(self, self.indent_width))
            return
        if event.key == "enter" and not self.read_only:
            event.stop()
            event.prevent_default()
            start, end = sorted((self.selection.start, self.selection.end))
            before = self.document.get_line(start[0])[: start[1]]
            self.replace("\n" + editor_lines.indentation_after(before), start, end, maintain_selection_offset=False)
            return
        await super()._on_key(event)
        typed = (event.character or "") if event.is_printable and not self.read_only else ""
        if typed.isalnum() or (typed and typed in '_"`.'):
            self.call_after_refresh(self._offer)
        else:
            popup.close()

    def _steers_popup(self, key: str, popup: CompletionPopup) -> bool:
        match key:
            case "up":
                popup.action_cursor_up()
            case "down":
                popup.action_cursor_down()
            case "pageup":
                popup.action_page_up()
            case "pagedown":
                popup.action_page_down()
            case "tab" | "enter":
                chosen = popup.chosen
                if chosen is None or (key == "enter" and not popup.was_moved and self._is_typed(chosen)):
                    popup.close()
                    return False
                self._take(chosen)
            case "escape":
                popup.close()
            case _:
                return False
        return True

    def _is_typed(self, candidate: Candidate) -> bool:
        """Whether the candidate is there already: enter is then meant as the end of the line."""
        row, column = self.cursor_location
        return self.document.get_line(row)[:column].endswith(candidate.text)

    def _on_completion_popup_taken(self, event: CompletionPopup.Taken) -> None:
        self._take(event.candidate)

    # --- what others are told

    def _on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Edited(self))

    def _on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        self.post_message(self.Moved(self))

    def _on_blur(self, event: events.Blur) -> None:
        with suppress(Exception):
            self.popup.close()
