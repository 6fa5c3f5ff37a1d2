"""The shape of a command: its examples are shown as they are written, and every command takes ``--color``."""

import sys
from collections.abc import Iterable
from typing import Any

import click

from .console import AUTO, COLOUR_KEY, COLOURS, has_colour

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def colour_option() -> click.Option:
    return click.Option(
        ["--color"],
        type=click.Choice(COLOURS),
        default=None,
        expose_value=False,
        is_eager=True,
        callback=_choose_colour,
        help="Colours: auto (in a terminal, unless NO_COLOR is set), always, never.",
    )


def _choose_colour(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.meta[COLOUR_KEY] = value
        context.color = value == "always" or (value == AUTO and has_colour(sys.stdout))


class Formatter(click.HelpFormatter):
    """Click's layout of help, its headings and terms in colour."""

    def write_heading(self, heading: str) -> None:
        super().write_heading(click.style(heading, bold=True))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        self.write(f"{click.style('Usage:', bold=True)} {prog} {args}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(click.style(term, fg="cyan"), said) for term, said in rows], col_max, col_spacing)


class Context(click.Context):
    formatter_class = Formatter

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.color is None:
            self.color = has_colour(sys.stdout)


class Command(click.Command):
    """A verb. ``examples`` are lines of ``command  # what it does``."""

    context_class = Context

    def __init__(self, *args: Any, examples: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", SETTINGS)
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.params.append(colour_option())

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_examples(self.examples, formatter)
        super().format_epilog(ctx, formatter)


def write_examples(examples: str, formatter: click.HelpFormatter) -> None:
    """The examples, their comments below each other and dimmed."""
    rows = [line.partition("  # ") for line in examples.strip().splitlines()]
    if not rows:
        return
    width = max((len(command.strip()) for command, sign, _ in rows if sign), default=0)
    formatter.write_paragraph()
    formatter.write_heading("Examples")
    for command, sign, comment in rows:
        command = command.strip()
        said = f"{' ' * (width - len(command))}  {click.style('# ' + comment.strip(), dim=True)}" if sign else ""
        formatter.write(f"  {command}{said}\n")
