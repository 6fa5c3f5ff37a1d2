"""``leadwright draft``: plain English to rules that are checked, tried and shown; written only when asked."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from ..dsl.errors import SourceError
from .command import Command
from .console import is_terminal, note, out, styled
from .drafting import apply, gate_of, live_of, project_of, show, streamed

if TYPE_CHECKING:
    from ..assistant.conversation import Conversation

EXAMPLES: Final = """
  leadwright draft "25 points for 2 pricing visits in a week"    # show what comes of it
  leadwright draft "+10 for a webinar" --apply                   # and write it into the rules
  leadwright draft --file mql.txt --into rules/mql.lead          # from a file, for a file of its own
  leadwright draft --format json --rules model.lead < mql.txt    # as data
  leadwright draft --drafter openai --show-request "…"           # what would leave this machine
  leadwright draft --evaluate open                               # how well the drafter does
"""


@click.command(
    "draft",
    cls=Command,
    examples=EXAMPLES,
    short_help="Turn plain English into rules, shown before anything is written.",
    help="""Turn a definition in plain English into rules.

    The draft is checked together with the rules that are there, gets tests of its edges, and is tried on the project's
    tests and sample leads. It is shown, and written only with --apply or after a yes. What no rule carries out is
    reported; what must not be guessed is asked. `leadwright chat` is the same as a conversation.

    The offline drafter reads patterns of words: it is not AI, and nothing leaves this machine. `--drafter openai` asks
    a language model (docs/assistant.md).

    Exit code: 0 a draft, 1 a question or a refusal, 2 could not run.""",
)
@click.argument("words", nargs=-1, metavar="[DEFINITION]")
@click.option("--file", "source", metavar="F", help="Read the definition from a file; - is standard input.")
@click.option(
    "--into", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="The rules file it is for."
)
@click.option("--apply", "applies", is_flag=True, help="Write it, and its tests, after showing it.")
@click.option("--drafter", type=click.Choice(["offline", "openai"]), help="Who drafts; else as the project says.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text (the default), json.")
@click.option(
    "--rules", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="The file whose vocabulary and rules count, with all that it uses; else the project's.",
)  # fmt: skip
@click.option("--no-data", is_flag=True, help="Do not try it on the sample leads.")
@click.option("--show-request", is_flag=True, help="Print exactly what would leave this machine, and send nothing.")
@click.option(
    "--evaluate", metavar="FILE",
    help="Run a file of definitions with what is expected of them; `open` and `held_out` come with leadwright.",
)  # fmt: skip
def command(
    words: tuple[str, ...],
    source: str | None,
    into: Path | None,
    applies: bool,
    drafter: Literal["offline", "openai"] | None,
    form: str,
    rules: Path | None,
    no_data: bool,
    show_request: bool,
    evaluate: str | None,
) -> int:
    from ..assistant.conversation import Conversation
    from ..assistant.drafters import choose

    project = project_of(rules, needed=evaluate is None)
    chosen = choose(drafter, None if project is None else project.assistant)
    if chosen.hint:
        note(styled(chosen.hint, fg="yellow"))
    if evaluate is not None:
        from .evaluating import evaluated

        return evaluated(evaluate, chosen, form)
    said = _definition(words, source)
    live = None if no_data or show_request else live_of(project)
    talk = Conversation(gate_of(project, rules, into, live), chosen.drafter)
    if show_request:
        return _show_request(talk, said)
    talk.say(said, streamed(form))
    preview = talk.preview()
    if form == "json":
        import json

        out(json.dumps(preview.as_json(), indent=2, ensure_ascii=False))
    else:
        out(styled(f"{chosen.said[:1].upper()}{chosen.said[1:]}.", dim=True))
        out()
        show(preview)
    if preview.draft.outcome != "draft" or not preview.can_be_applied:
        return 1
    if applies or (form == "text" and _wants_it()):
        apply(talk, note if form == "json" else out)
    return 0


def _definition(words: tuple[str, ...], source: str | None) -> str:
    if words and source is not None:
        raise click.UsageError("give the definition as words or with --file, not both")
    if words and words != ("-",):
        said = " ".join(words)
    elif source is not None and source != "-":
        try:
            said = Path(source).read_text("utf-8-sig")
        except UnicodeDecodeError:
            raise SourceError(f"{source} is not UTF-8 text", "save it as UTF-8") from None
    elif words or source or not is_terminal(sys.stdin):
        said = sys.stdin.read()
    else:
        raise click.UsageError('say what shall be scored: leadwright draft "10 points for a webinar"')
    if not said.strip():
        raise SourceError("the definition is empty", "say what shall be scored, in plain English")
    return said.strip()


def _wants_it() -> bool:
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        return False
    out()
    return click.confirm("apply?", default=False)


def _show_request(talk: "Conversation", said: str) -> int:
    import json

    from ..assistant.drafts import Request

    request_of = getattr(talk.drafter, "request_of", None)
    if request_of is None:
        out("Nothing would leave this machine: the offline drafter sends nothing.")
        return 0
    shown = request_of(Request(said, talk.names, talk.gate.rules_text), talk.gate)
    if shown.note:
        note(shown.note)
    out(f"POST {shown.url}")
    out(json.dumps(shown.body, indent=2, ensure_ascii=False))
    return 0
