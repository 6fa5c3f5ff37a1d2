"""``leadwright``: finds the verb, imports its module alone, and turns every error into words and an exit code."""

import os
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from .._version import __version__
from ..dsl.errors import LeadwrightError
from .command import SETTINGS, Context, colour_option, write_examples
from .console import fail

SECTIONS: Final[dict[str, dict[str, str]]] = {
    "Start": {
        "new": "Start a project: a small model, its tests and sample data.",
        "vocabulary": "Write down what your data holds, as declarations for rules.",
    },
    "Write rules": {
        "tui": "Write rules in an app that scores the leads as you type.",
        "check": "Find all problems of the rules in one run.",
        "fmt": "Lay rules out in the one layout.",
        "test": "Run the tests that stand in the rules.",
        "plan": "Show what a change of the rules does, before it is merged.",
        "draft": "Turn plain English into rules, shown before anything is written.",
        "chat": "The same as a conversation, with follow-ups.",
        "describe": "Say in plain English what the rules do.",
    },
    "Score leads": {
        "score": "Score every lead: points, stage, grade and what fired.",
        "explain": "Show the whole reasoning behind one lead's score.",
        "compile": "Write the rules as SQL, to run where the data lies.",
    },
    "Over time": {
        "timeline": "Show how one lead's score came to be over time.",
        "simulate": "Show what the rules have done over all of history.",
        "report": "Write one page that says how leads fared.",
        "backtest": "Compare the rules with what became of the leads.",
    },
}
"""The verbs with their one-line help: here, so that listing them imports none of their modules."""

EXAMPLES: Final = """
  leadwright new crm && cd crm  # a project that runs as it stands
  leadwright check              # are the rules sound?
  leadwright test               # do they do what you expect?
  leadwright score              # score the sample leads
  leadwright explain L-001      # why this score?
  leadwright                    # all of it in one app
"""

_COMPLETION: Final = """
To complete commands and options with Tab, add this line to ~/.zshrc (in ~/.bashrc, with bash_source):
  eval "$(_LEADWRIGHT_COMPLETE=zsh_source leadwright)"
"""

FINE: Final = 0
FINDINGS: Final = 1
COULD_NOT_RUN: Final = 2
INTERRUPTED: Final = 130


class LazyGroup(click.Group):
    """A group whose verbs are imported when they are called: verb ``x`` is ``command`` in the module ``x``."""

    context_class = Context

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _readers_may_leave():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with _readers_may_leave():
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [verb for verbs in SECTIONS.values() for verb in verbs]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        return import_module(f".{cmd_name}", __package__).command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            if ctx.resilient_parsing:
                return None, None, args[1:]
            raise LeadwrightError(f"there is no command `{args[0]}`", _did_you_mean(args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        longest = max(map(len, self.list_commands(ctx)))
        for title, verbs in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(verb.ljust(longest), said) for verb, said in verbs.items()])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_commands(ctx, formatter)
        click.Command.format_options(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_examples(EXAMPLES, formatter)
        formatter.write(_COMPLETION)


def _did_you_mean(word: str, words: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), words, 1, 0.6)
    every = "`leadwright --help` lists all commands"
    return f"did you mean `{near[0]}`? {every}" if near else every


@click.group(
    cls=LazyGroup,
    context_settings=SETTINGS,
    invoke_without_command=True,
    help="Lead scoring as code: rules that read like English, tested, versioned and explained.",
)
@click.version_option(__version__, "--version", prog_name="leadwright", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        if sys.stdin.isatty() and sys.stdout.isatty():
            from .tui import start

            start(Path.cwd())
        else:
            click.echo(context.get_help(), color=context.color)


cli.params.append(colour_option())


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code. No traceback for what a user can cause."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line: 0 fine, 1 findings or failed tests, 2 could not run, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a sign that the terminal does not know is no reason to stop
            stream.reconfigure(errors="backslashreplace")
    try:
        result: Any = cli.main(
            None if arguments is None else list(arguments), prog_name="leadwright", standalone_mode=False
        )
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        fail("interrupted")
        return INTERRUPTED
    except click.UsageError as error:
        _usage(error)
        return COULD_NOT_RUN
    except click.ClickException as error:
        fail(_sentence(error.format_message()))
        return COULD_NOT_RUN
    except LeadwrightError as error:
        fail(error.message, error.help, error.code)
        return COULD_NOT_RUN
    except OSError as error:
        name = f"{error.filename}: " if error.filename is not None else ""
        fail(f"{name}{_sentence(error.strerror or str(error))}")
        return COULD_NOT_RUN
    except MemoryError:
        fail("out of memory", "fewer leads at a time may fit")
        return COULD_NOT_RUN
    return result if isinstance(result, int) else FINE


@contextmanager
def _readers_may_leave() -> Generator[None]:
    """Whoever reads our output may stop early (``| head``): no error, but nothing more can be written."""
    try:
        yield
    except BrokenPipeError:
        with suppress(OSError):  # the interpreter flushes at its end: let it, into nothing
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(FINE) from None


def _usage(error: click.UsageError) -> None:
    command = error.ctx.command_path if error.ctx else "leadwright"
    see = f"`{command} --help` shows how it is used"
    match error:
        case click.NoSuchOption():
            from difflib import get_close_matches

            known = [o for p in error.ctx.command.params for o in p.opts] if error.ctx else []
            near = get_close_matches(error.option_name, [*known, "--help"], 1, 0.6)
            fail(f"`{command}` has no option `{error.option_name}`", f"did you mean `{near[0]}`?" if near else see)
        case _:
            fail(_sentence(error.format_message()), see)


def _sentence(message: str) -> str:
    """Click's messages as ours: a small first letter, names in backticks, no stop at the end."""
    message = message.strip().removesuffix(".").replace("'", "`")
    return message[:1].lower() + message[1:] if not message[:2].isupper() else message
