"""Lines below lines: a tree in a terminal, a list that folds in the app."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

GUIDES = "bright_black"


class Line:
    """A line and those below it. ``about``: what it tells of, for who wants to go there."""

    def __init__(self, text: "Text", about: Any = None) -> None:
        self.text = text
        self.about = about
        self.parts: list[Line] = []

    def add(self, text: "Text", about: Any = None) -> "Line":
        """A new line below this one, after those that are there."""
        line = Line(text, about)
        self.parts.append(line)
        return line

    def walk(self, depth: int = 0) -> "Iterator[tuple[int, Line]]":
        """This line and all below it, in order, each with how deep it is."""
        yield depth, self
        for part in self.parts:
            yield from part.walk(depth + 1)


def tree_of(line: Line) -> "Tree":
    """The lines as a tree with guides."""
    from rich.tree import Tree

    def put(above: Tree, parts: list[Line]) -> None:
        for part in parts:
            put(above.add(part.text), part.parts)

    tree = Tree(line.text, guide_style=GUIDES, highlight=False)
    put(tree, line.parts)
    return tree
