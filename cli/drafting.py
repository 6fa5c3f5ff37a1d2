"""What ``draft`` and ``chat`` share: which rules and leads a draft is about, showing it, and writing it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..dsl.errors import LeadwrightError, SourceError
from .console import console, is_terminal, note, out, styled

if TYPE_CHECKING:
    from ..assistant.conversation import Conversation
    from ..assistant.gate import Gate
    from ..assistant.preview import Preview
    from ..engine.live import LiveScores
    from ..engine.project import Project


def project_of(rules: Path | None, needed: bool = True) -> "Project | None":
    """The project of the rules file, else of the current folder. Raises SourceError if one is needed and not there."""
    from ..engine.project import Project
    from .loading import NO_PROJECT, find_project

    if rules is not None:
        from ..engine.model_files import not_found

        if not rules.is_file():
            raise SourceError(*not_found(rules))
        found = Project.find(rules)
        return None if found is None else found.with_options(rules=[rules])
    found = find_project()
    if found is None and needed:
        raise SourceError(NO_PROJECT, "`leadwright new DIR` starts a project; or name a rules file: --rules FILE")
    return found


def gate_of(project: "Project | None", rules: Path | None, into: Path | None, live: "LiveScores | None") -> "Gate":
    from ..assistant.gate import Gate

    if into is not None and into.suffix != ".lead":
        raise SourceError(f"{into} is no rules file", "rules files end in .lead")
    if into is not None and not into.absolute().parent.is_dir():
        raise SourceError(f"there is no folder {into.parent}")
    if project is not None:
        gate = Gate.of_project(project, into, None, live)
    else:
        assert rules is not None
        gate = Gate.of_file(rules)
        if into is not None:
            gate = Gate([rules, into] if into.is_file() else [rules], gate.root, into)
    broken = next((d for d in gate.base.diagnostics if d.is_error), None)
    if broken is not None:
        raise SourceError(
            f"the rules that are there have errors: {broken.place}: {broken.message}", "`leadwright check` shows all"
        )
    return gate


def live_of(project: "Project | None") -> "LiveScores | None":
    """The project's leads to try a draft on; None, and why on standard error, if they cannot be read."""
    from ..engine.live import LiveScores
    from .progress import Bars

    if project is None or not (project.leads.source or project.events.source):
        return None
    bars = Bars()
    try:
        with bars:
            return LiveScores.open(project, bars)
    except LeadwrightError as error:
        note(styled(f"without leads to try it on: {error.message}", fg="yellow"))
        return None


def streamed(form: str) -> Callable[[str], None]:
    """What a model writes as it writes it, on standard error if somebody looks on."""
    seen = is_terminal(sys.stderr) and form == "text"

    def tell(text: str) -> None:
        if seen:
            click.echo(styled(text, dim=True), err=True, nl=False)

    return tell


def show(preview: "Preview") -> None:
    from rich.text import Text

    from ..assistant.telling import told

    page = console()
    for line in told(preview):
        page.print(Text(line.text, line.style), soft_wrap=True)


def apply(talk: "Conversation", say: Callable[[str], None] = out) -> None:
    """Writes the draft and says where."""
    written = talk.apply()
    say("")
    for edit in written.edits:
        say(f"{styled('wrote', fg='green')} {edit.shown}{' (new)' if edit.before is None else ''}")
    project = talk.gate.project
    if project is not None and talk.gate.target not in _read_by(project):
        note(f"{written.edits[0].shown} is not among the rules of {project.file}: name it in `rules`, or `use` it")


def _read_by(project: "Project") -> set[Path]:
    from ..assistant.gate import Gate

    if not project.rules:
        return set()
    sources = Gate.of_project(project).base.sources
    return {s.path.resolve() for s in sources if s.path is not None}
