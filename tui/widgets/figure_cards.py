"""Key figures side by side: what it is, before and after, and the difference; as many as there is room for."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from ...engine.versus.figures import Figure, Kind
from ...showing.differences import difference_text, pair_text

_LEAST: int = 15


class FigureCards(Static):
    DEFAULT_CSS = """
    FigureCards { height: auto; padding: 0 1; background: $surface; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.figures: tuple[Figure, ...] = ()
        self.notes: dict[str, str] = {}

    def show(self, figures: Sequence[Figure], notes: dict[str, str]) -> None:
        """``notes``: by the name of a figure, what stands in place of its difference."""
        self.figures, self.notes = tuple(figures), notes
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        width = self.content_size.width
        if not self.figures or width < _LEAST:
            self.update("")
            return
        cards = [(each.said, pair_text(each), self._said(each), _style(each)) for each in self.figures]
        fitting: list[tuple[tuple[str, str, str, str], int]] = []
        room = width
        for card in cards:
            needed = max(len(card[0]), len(card[1]), len(card[2]), _LEAST - 3)
            if needed > room:
                break
            fitting.append((card, needed))
            room -= needed + 3
        spare = max(0, room + 3) // max(1, len(fitting))
        lines: list[Content] = []
        for row, style in enumerate(("$foreground 75%", "bold", "")):
            parts = [
                Content.styled(card[row].ljust(needed + min(spare, 4) + 3), style or card[3])
                for card, needed in fitting
            ]
            lines.append(Content.assemble(*parts))
        self.update(Content("\n").join(lines))

    def _said(self, figure: Figure) -> str:
        return self.notes.get(figure.name) or difference_text(figure)


def _style(figure: Figure) -> str:
    by = figure.difference or 0
    if not by or figure.kind is Kind.LENGTH:
        return "$foreground 75%"
    return "$text-success" if by > 0 else "$text-error"
