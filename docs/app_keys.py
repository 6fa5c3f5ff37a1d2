"""Writes the table of keys in docs/tui.md from the app's own bindings: `make docs`."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import leadwright.tui.screens
import leadwright.tui.widgets
from leadwright.tui.app import LeadwrightApp
from leadwright.tui.screens.keys import WORKBENCH
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

PAGE = Path(__file__).with_name("tui.md")
MARKED = re.compile(r"(<!-- keys -->\n).*?(<!-- until here -->)", re.DOTALL)
PARTS = {
    "": "Everywhere",
    "editor": "In the rules",
    "files": "In the files",
    "leads": "In the leads",
    "explain": "In the explanation",
    "outline": "In every tree of lines",
    "tests": "Tests",
    "what-if": "What if",
    "simulate": "Simulate",
    "choice": "In a choice",
    "changes": "Changes",
    "diff": "In a difference",
    "timeline": "Over time",
    "assistant": "Assistant",
}
OF_ALL = ("problem", "find", "file", "pane", "save")
"""Ids with a dot that are no part of a screen."""


def bindings() -> Iterator[Binding]:
    """Those that have an id, so that they can be given other keys; of the app, the workbench, then by class."""
    yield from (b for b in (*LeadwrightApp.BINDINGS, *WORKBENCH) if isinstance(b, Binding))
    for package in (leadwright.tui.widgets, leadwright.tui.screens):
        for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for _, kind in inspect.getmembers(module, inspect.isclass):
                if kind.__module__ == module.__name__ and issubclass(kind, DOMNode):
                    yield from (b for b in kind.__dict__.get("BINDINGS", ()) if isinstance(b, Binding))


def table() -> str:
    app = App[None]()
    rows: dict[str, list[str]] = {title: [] for title in PARTS.values()}
    seen: set[str] = set()
    for binding in bindings():
        name = binding.id
        if not name or name in seen:
            continue
        seen.add(name)
        first = name.partition(".")[0]
        title = PARTS.get("" if first in OF_ALL or "." not in name else first, PARTS[""])
        said = binding.description + (f": {lowered(binding.tooltip)}" if binding.tooltip else "")
        keys = ", ".join(f"`{key}`" for key in shown_keys(app, binding))
        rows[title].append(f"| {keys} | {said} | `{name}` |")
    parts = [
        f"**{title}**\n\n| keys | what they do | id |\n| --- | --- | --- |\n" + "\n".join(found) + "\n"
        for title, found in rows.items()
        if found
    ]
    return "\n".join(parts)


def shown_keys(app: App[None], binding: Binding) -> list[str]:
    names = {"right_square_bracket": "]", "underscore": "_", "slash": "/", "@": "space"}
    keys = [key.strip() for key in binding.key.split(",")]
    shown = []
    for key in keys:
        for long, short in names.items():
            key = key.removesuffix(long) + short if key.endswith(long) else key
        shown.append(key)
    return list(dict.fromkeys(shown))


def lowered(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def page() -> str:
    """The page with the table as the app has it now."""
    return MARKED.sub(lambda found: f"{found[1]}\n{table()}\n{found[2]}", PAGE.read_text("utf-8"))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
