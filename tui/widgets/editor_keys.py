"""The keys of the editor: all of them, since TextArea's own would take f6 and f7 from the app."""

from textual.binding import Binding

_MOVING = (
    ("up", "cursor_up"),
    ("down", "cursor_down"),
    ("left", "cursor_left"),
    ("right", "cursor_right"),
    ("ctrl+left", "cursor_word_left"),
    ("ctrl+right", "cursor_word_right"),
    ("home,ctrl+a", "cursor_line_start"),
    ("end,ctrl+e", "cursor_line_end"),
    ("pageup", "cursor_page_up"),
    ("pagedown", "cursor_page_down"),
    ("ctrl+home", "to_start"),
    ("ctrl+end", "to_end"),
    ("shift+up", "cursor_up(True)"),
    ("shift+down", "cursor_down(True)"),
    ("shift+left", "cursor_left(True)"),
    ("shift+right", "cursor_right(True)"),
    ("ctrl+shift+left", "cursor_word_left(True)"),
    ("ctrl+shift+right", "cursor_word_right(True)"),
    ("shift+home", "cursor_line_start(True)"),
    ("shift+end", "cursor_line_end(True)"),
)
_TAKING_AWAY = (
    ("backspace", "delete_left"),
    ("delete,ctrl+d", "delete_right"),
    ("ctrl+w,ctrl+backspace,alt+backspace", "delete_word_left"),
    ("alt+delete", "delete_word_right"),
    ("ctrl+u", "delete_to_start_of_line"),
    ("ctrl+shift+k", "delete_line"),
    ("ctrl+x", "cut"),
    ("ctrl+c,super+c", "copy"),
    ("ctrl+v", "paste"),
)
AT_ONCE = {key: action for keys, action in (*_MOVING, *_TAKING_AWAY) for key in keys.split(",")}
"""What the editor does as soon as it gets the key. A binding waits for the app, and the next letter may be faster."""
PLAIN = [Binding(keys, action, show=False) for keys, action in (*_MOVING, *_TAKING_AWAY)]

NAMED = [
    Binding("ctrl+z", "undo", "Undo", show=False, id="editor.undo"),
    Binding("ctrl+y,ctrl+shift+z", "redo", "Redo", show=False, id="editor.redo"),
    Binding("ctrl+shift+a", "select_all", "Select all", show=False, id="editor.select_all"),
    Binding("ctrl+@,ctrl+space", "complete", "Complete", show=False, id="editor.complete"),
    Binding("ctrl+underscore,ctrl+slash", "toggle_comment", "Comment on/off", show=False, id="editor.comment"),
    Binding("alt+up", "move_lines(-1)", "Move line up", show=False, id="editor.line_up"),
    Binding("alt+down", "move_lines(1)", "Move line down", show=False, id="editor.line_down"),
    Binding("shift+tab", "outdent", "Outdent", show=False, id="editor.outdent"),
]
"""Those that can be given other keys, by id."""
