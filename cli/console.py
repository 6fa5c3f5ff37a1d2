"""What the terminal can show, and the two streams: data goes to standard output, all else to standard error."""

import os
import sys
from shutil import get_terminal_size
from typing import IO, TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from rich.console import Console

AUTO: Final = "auto"
COLOURS: Final = (AUTO, "always", "never")
COLOUR_KEY: Final = "leadwright.color"


def colour_choice() -> str:
    """What ``--color`` said, here or before the verb."""
    context = click.get_current_context(silent=True)
    return AUTO if context is None else context.meta.get(COLOUR_KEY, AUTO)


def has_colour(stream: IO[Any]) -> bool:
    """Whether to colour what is written to ``stream``: ``--color``, else ``NO_COLOR``, else if it is a terminal."""
    choice = colour_choice()
    if choice != AUTO:
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or is_terminal(stream)


def is_terminal(stream: IO[Any]) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def console(*, errors: bool = False, margin: int = 0) -> "Console":
    """A rich console on standard output (or standard error) that follows ``--color`` and ``NO_COLOR``.

    ``margin`` columns are left free. Wide when piped, so that nothing is cut or wrapped. No markup, no guesses of
    what to highlight.
    """
    from rich.console import Console

    stream = sys.stderr if errors else sys.stdout
    colour = has_colour(stream)
    terminal = is_terminal(stream)
    return Console(
        file=stream,
        force_terminal=colour,
        no_color=not colour,
        color_system="auto" if colour and terminal else "standard" if colour else None,
        width=max(get_terminal_size().columns - margin, 20) if terminal else 10_000,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        legacy_windows=False,
    )


def out(text: str = "") -> None:
    """A line on standard output, its colours kept or taken off as the stream asks for."""
    click.echo(text, color=has_colour(sys.stdout))


def note(text: str = "") -> None:
    """A line on standard error."""
    click.echo(text, err=True, color=has_colour(sys.stderr))


def styled(text: str, **style: Any) -> str:
    """``click.style``: the codes are taken off again by ``out`` and ``note`` where there is no colour."""
    return click.style(text, **style)


def fail(message: str, help: str | None = None, code: str | None = None) -> None:
    """An error on standard error, in the shape of a diagnostic."""
    kind = f"error[{code}]" if code else "error"
    first, *others = message.split("\n")
    note(f"{styled(kind, fg='red', bold=True)}{styled(':', bold=True)} {styled(first, bold=True)}")
    for line in others:
        note(f"  {line}")
    if help:
        lines = help.split("\n")
        note(f"  {styled('=', fg='bright_blue')} {styled('help', fg='cyan', bold=True)}: {lines[0]}")
        for line in lines[1:]:
            note(f"          {line}")


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """``1 file``, ``2,000 files``"""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
