"""How the editor takes its colours from the app's theme."""

from rich.style import Style
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

KINDS = (
    "keyword", "rule", "effect", "word", "name", "definition", "noun", "type", "string", "open", "number", "date",
    "duration", "comment", "sign", "bracket", "bad", "error", "warning", "found",
)  # fmt: skip

CSS = """
RuleEditor {
    scrollbar-size-vertical: 1;
    scrollbar-size-horizontal: 1;
    padding: 0;
    & .rule--keyword { color: $text-accent; text-style: bold; }
    & .rule--rule { color: $text-accent; text-style: bold; }
    & .rule--effect { color: $text-success; text-style: bold; }
    & .rule--word { color: $text-primary; }
    & .rule--definition { color: $foreground; text-style: bold; }
    & .rule--name { color: $foreground; }
    & .rule--noun { color: $foreground 75%; }
    & .rule--type { color: $text-secondary; text-style: italic; }
    & .rule--string { color: $text-warning; }
    & .rule--number { color: $text-success; }
    & .rule--date { color: $text-success; }
    & .rule--duration { color: $text-success; }
    & .rule--comment { color: $foreground 65%; text-style: italic; }
    & .rule--sign { color: $foreground; }
    & .rule--bracket { color: $foreground 75%; }
    & .rule--open { color: $text-error; }
    & .rule--bad { color: $text-error; }
    & .rule--error { color: $text-error; text-style: underline; }
    & .rule--warning { text-style: underline; }
    & .rule--found { text-style: reverse; }
    & .rule--effects { color: $foreground 60%; }
}
"""


class FollowingTheme(TextAreaTheme):
    """The stylesheet's colours; but the line of the cursor and a selection keep the colours of the text."""

    def apply_css(self, text_area: TextArea) -> None:
        super().apply_css(text_area)
        line, selection = self.cursor_line_style, self.selection_style
        self.cursor_line_style = Style(bgcolor=line.bgcolor) if line else None
        if selection:
            self.selection_style = Style(bgcolor=selection.bgcolor, reverse=selection.reverse)
