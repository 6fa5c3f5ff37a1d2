"""The keys of the workbench. Each can be given others by its id, in the settings."""

from textual.binding import Binding, BindingType

WORKBENCH: list[BindingType] = [
    Binding("ctrl+s", "save", "Save", id="save", tooltip="Write the file, whole or not at all"),
    Binding("f5", "test", "Test", id="test", tooltip="Run the tests and show them"),
    Binding("f6", "simulate", "Simulate", id="simulate", tooltip="These rules over a time range, beside others"),
    Binding("ctrl+k", "changes", "Changes", id="changes", tooltip="What differs from git, what it does, and a commit"),
    Binding("f2", "assistant", "Assistant", id="assistant", tooltip="Say in plain English what shall be scored"),
    Binding("f8", "problem(1)", "Problem", id="problem.next", tooltip="The next problem, across files"),
    Binding("f9", "fix", "Fix", id="problem.fix", tooltip="The ready fix of the problem here"),
    Binding("ctrl+f", "find", "Find", id="find"),
    Binding("ctrl+g", "go_to_line", "Line", id="line"),
    Binding("f12", "definition", "Definition", id="definition", tooltip="Where the name under the cursor is declared"),
    Binding("f4", "next_pane(1)", "Pane", id="pane.next", tooltip="The next pane"),
    Binding("ctrl+b", "files", "Files", id="files", tooltip="Go to the files, or hide them"),
    Binding("f1", "help", "Help", id="help", tooltip="Keys and purpose of the pane with the focus"),
    Binding("f7", "problem(-1)", "Previous problem", show=False, id="problem.previous"),
    Binding("f3", "find_next(1)", "Find next", show=False, id="find.next"),
    Binding("shift+f3", "find_next(-1)", "Find previous", show=False, id="find.previous"),
    Binding("ctrl+r", "replace", "Replace", show=False, id="replace"),
    Binding("ctrl+right_square_bracket,alt+left", "back", "Back", show=False, id="back"),
    Binding("ctrl+t", "references", "References", show=False, id="references"),
    Binding("shift+f6,alt+r", "rename", "Rename", show=False, id="rename"),
    Binding("f10,alt+d", "describe", "Describe", show=False, id="describe"),
    Binding("alt+shift+f,alt+f", "format", "Lay out", show=False, id="format"),
    Binding("shift+f4", "next_pane(-1)", "Previous pane", show=False, id="pane.previous"),
    Binding("alt+s", "save_all", "Save all", show=False, id="save.all"),
    Binding("alt+w", "what_if", "What if", show=False, id="what-if"),
    Binding("ctrl+l", "redraw", "Redraw", show=False, id="redraw"),
]
