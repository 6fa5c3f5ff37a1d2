"""The one look of tables: no frame, a line below the heads."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table


def unframed_table(header_style: str = "bold", **more: Any) -> "Table":
    """A table without columns yet. ``more``: what else rich's tables take."""
    from rich import box
    from rich.table import Table

    return Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style=header_style,
        border_style="bright_black",
        **more,
    )
