"""``leadwright tui``: the terminal app."""

import os
import sys
from pathlib import Path
from typing import Final

import click

from ..dsl.errors import LeadwrightError
from .command import Command

EXAMPLES: Final = """
  leadwright tui              # in the project of the current folder; so does `leadwright` alone
  leadwright tui crm          # in another one
  leadwright tui --serve      # the same in a browser, for this computer alone
"""


@click.command(
    "tui",
    cls=Command,
    examples=EXAMPLES,
    short_help="Write rules in an app that scores the leads as you type.",
    help="""Write rules and see what they do to the leads as you type: files, editor, leads, and why a lead has its
    score. f1 is help, ctrl+p finds every command, ctrl+q quits.

    PROJECT is a folder with a leadwright.toml, or one below it; the current folder if left out.

    Exit code: 0 fine, 2 could not run.""",
)
@click.argument("project", metavar="[PROJECT]", required=False, type=click.Path(path_type=Path))
@click.option("--serve", is_flag=True, help="Open it in a browser, on this computer alone. Needs leadwright[web].")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port for --serve.")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal, for selecting text.")
def command(project: Path | None, serve: bool, port: int, no_mouse: bool) -> int:
    folder = project or Path.cwd()
    if not folder.exists():
        raise LeadwrightError(f"there is no folder {folder}", "`leadwright new DIR` starts a project")
    if serve:
        from .serving import serve_app

        return serve_app(folder, port)
    return start(folder, mouse=not no_mouse)


def start(folder: Path, mouse: bool = True) -> int:
    """Run the app in this terminal."""
    is_served = "TEXTUAL_DRIVER" in os.environ  # by a browser's page: there is no terminal then
    if not is_served and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise LeadwrightError("the app needs a terminal", "`leadwright --help` lists commands that do without one")
    from ..tui.app import LeadwrightApp

    app = LeadwrightApp(folder)
    app.run(mouse=mouse)
    return app.return_code or 0
