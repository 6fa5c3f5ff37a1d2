"""``leadwright chat``: drafting as a conversation, at a prompt or through a pipe."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from select import select
from typing import TYPE_CHECKING, Final, Literal

import click

from ..dsl.errors import LeadwrightError
from .command import Command
from .console import fail, is_terminal, note, out, styled
from .drafting import apply, gate_of, live_of, project_of, show, streamed

if TYPE_CHECKING:
    from ..assistant.conversation import Conversation

EXAMPLES: Final = """
  leadwright chat                        # about the project of this folder
  leadwright chat --rules model.lead     # about one rules file
  leadwright chat --continue             # with what was said last time
  leadwright chat < said.txt             # line by line, from a file
"""
_HELP: Final = """\
Say what shall be scored, or what is to be different in the draft. A line that ends with \\ goes on in the next.
A question is answered in your words, or by the letters of its choices: b, or 1a 2c.

  apply      write the draft and its tests into the files
  undo       take back what was applied last
  show       show the draft again
  tests      show the draft's tests
  explain X  say in plain English what a rule, group, stage or name does
  new        begin afresh
  quit       leave; so does ctrl+d. ctrl+c stops a draft that is being made"""
_PASTED: Final = 0.03
"""Seconds within which a further line is one of the same paste."""


@click.command(
    "chat",
    cls=Command,
    examples=EXAMPLES,
    short_help="The same as a conversation, with follow-ups.",
    help="""Turn plain English into rules in a conversation.

    Each line is a definition, an answer, or what is to be different ("make it 14 days"). What comes of it is shown as
    `leadwright draft` shows it; only `apply` writes files, and `undo` takes that back. `explain pricing_intent` says
    what a rule does; `help` lists the commands. What is said is kept in your cache folder, never in the project.

    Exit code: 0 fine, 2 could not run.""",
)
@click.option("--into", type=click.Path(path_type=Path), metavar="FILE", help="The rules file that drafts are for.")
@click.option("--drafter", type=click.Choice(["offline", "openai"]), help="Who drafts; else as the project says.")
@click.option("--rules", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="One rules file.")
@click.option("--no-data", is_flag=True, help="Do not try drafts on the sample leads.")
@click.option("--continue", "goes_on", is_flag=True, help="Go on with the last conversation about these rules.")
def command(
    into: Path | None,
    drafter: Literal["offline", "openai"] | None,
    rules: Path | None,
    no_data: bool,
    goes_on: bool,
) -> int:
    from ..assistant.conversation import Conversation
    from ..assistant.drafters import choose
    from ..assistant.history import history_file, remembered

    project = project_of(rules)
    chosen = choose(drafter, None if project is None else project.assistant)
    if chosen.hint:
        note(styled(chosen.hint, fg="yellow"))
    gate = gate_of(project, rules, into, None if no_data else live_of(project))
    history = history_file(gate.root if project is None else project.root)
    talk = Conversation(gate, chosen.drafter, turns=remembered(history) if goes_on else ())
    out(styled(f"{chosen.said[:1].upper()}{chosen.said[1:]}.", dim=True))
    out(styled("`help` lists what else you can type; `quit` leaves.", dim=True))
    for line in _lines():
        if not _answered(talk, line, history):
            break
    return 0


def _lines() -> Iterator[str]:
    """What is typed, each with the lines that it goes on in."""
    prompts = is_terminal(sys.stdin)
    if prompts:
        with suppress(ImportError):
            import_module("readline")  # what was typed before comes back with the arrow keys
    said = ""
    while True:
        if prompts and not said:
            out()
        try:
            line = _typed("… " if said else "> ") if prompts else sys.stdin.readline()
        except EOFError:
            return
        except KeyboardInterrupt:
            out()
            said = ""
            continue
        if not prompts and not line:
            return
        line = line.rstrip("\r\n")
        if line.endswith("\\"):
            said += line[:-1] + "\n"
            continue
        said += line
        if said.strip():
            if not prompts:
                out(f"\n> {said}")
            yield said.strip()
        said = ""


def _typed(prompt: str) -> str:
    """A line; all lines of what was pasted at once."""
    lines = [input(prompt)]
    with suppress(OSError, ValueError, EOFError):  # where nobody can tell, a line is a line
        while select([sys.stdin], [], [], _PASTED)[0]:
            lines.append(input(""))
    return "\n".join(lines)


def _answered(talk: "Conversation", said: str, history: Path) -> bool:
    """False if that was the end."""
    try:
        match said.lower():
            case "quit" | "exit" | "q":
                return False
            case "help" | "?":
                out(_HELP)
            case "apply":
                apply(talk)
            case "undo":
                for edit in talk.undo().edits:
                    out(f"{styled('put back', fg='green')} {edit.shown}{'' if edit.before else ' (gone again)'}")
            case "show":
                show(talk.preview())
            case "tests":
                out(talk.preview().tests.rstrip() or "the draft has no tests")
            case "new":
                talk.new(talk.gate.afresh())
                out("A new conversation.")
            case _:
                _said(talk, said, history)
    except KeyboardInterrupt:
        out()
        note("stopped; nothing came of it")
    except LeadwrightError as error:
        fail(error.message, error.help, error.code)
    except OSError as error:
        fail(f"{error.filename}: {error.strerror or error}", "nothing was written")
    return True


def _said(talk: "Conversation", said: str, history: Path) -> None:
    from ..assistant.history import remember

    explained = talk.explain(said)
    if explained is not None:
        out(explained)
        return
    talk.say(said, streamed("text"))
    show(talk.preview())
    remember(history, talk.turns)
