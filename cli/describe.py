"""``leadwright describe``: a model card in plain English, always in step with the rules."""

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..dsl.errors import SourceError
from .command import Command
from .console import counted, note, out, styled

if TYPE_CHECKING:
    from ..dsl.check import Checked
    from ..engine.project import Project

EXAMPLES: Final = """
  leadwright describe                            # the project's rules, on the screen
  leadwright describe --out MODEL_CARD.md        # into a file
  leadwright describe --check MODEL_CARD.md      # in a build: is the file still in step?
  leadwright describe model.lead                 # one rules file, with all that it uses
"""


@click.command(
    "describe",
    cls=Command,
    examples=EXAMPLES,
    short_help="Say in plain English what the rules do.",
    help="""Write a model card in Markdown: what the model is for, its rules in plain English, stages, routes, names.

    It is made of what the rules mean, by no language model, so that it is always in step with them. Without RULES: the
    rules of leadwright.toml.

    Exit code: 0 fine, 1 the file of --check is not in step, 2 could not run.""",
)
@click.argument("rules", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--out", "target", type=click.Path(path_type=Path, dir_okay=False), metavar="F", help="Write to a file.")
@click.option(
    "--check", "compared", type=click.Path(path_type=Path, dir_okay=False), metavar="F",
    help="Write nothing; exit with 1 if the file says something else.",
)  # fmt: skip
def command(rules: Path | None, target: Path | None, compared: Path | None) -> int:
    from ..assistant.describing import card

    if target is not None and compared is not None:
        raise click.UsageError("--out writes a file and --check compares one: give one of them")
    checked, tests = _checked(rules)
    text = card(checked, tests)
    if compared is not None:
        return _check(compared, text)
    if target is None:
        out(text.rstrip("\n"))
        return 0
    if not target.absolute().parent.is_dir():
        raise SourceError(f"there is no folder {target.parent}")
    from ..engine.whole_files import write_whole

    write_whole(target, text)
    note(f"wrote {target}: {counted(text.count(chr(10)), 'line')}")
    return 0


def _checked(rules: Path | None) -> "tuple[Checked, int]":
    """The rules, and how many tests there are."""
    from ..dsl.check import check
    from ..engine.model_files import not_found, root_of
    from .loading import NO_PROJECT, find_project, sound

    project = find_project()
    if rules is not None:
        if not rules.is_file():
            raise SourceError(*not_found(rules))
        files = [rules]
    elif project is not None:
        files = project.rule_files()
        if not files:
            raise SourceError(f"{project.file} names no rules", 'add `rules = ["model.lead"]` to [project]')
    else:
        raise SourceError(NO_PROJECT, "name a rules file, or start a project: `leadwright new DIR`")
    checked = check(files, root_of(files, project))
    model = sound(checked)
    return checked, len(model.tests) if rules is not None or project is None else _tests_of(project)


def _tests_of(project: "Project") -> int:
    """Each test once, though several files may use it."""
    from ..engine.model_files import check_all
    from ..engine.suites import Suites

    suites = Suites()
    for files, checked in check_all((), project):
        suites.add(files, checked)
    return suites.count


def _check(file: Path, text: str) -> int:
    try:
        there = file.read_text("utf-8")
    except OSError as error:
        raise SourceError(f"cannot read {file}: {error.strerror}", "`leadwright describe --out` writes it") from None
    except UnicodeDecodeError:
        raise SourceError(f"{file} is not UTF-8 text", "`leadwright describe --out` writes it anew") from None
    if there.replace("\r\n", "\n") == text:
        note(f"{file} is in step with the rules")
        return 0
    for line in unified_diff(there.splitlines(), text.splitlines(), str(file), "the rules", lineterm="", n=1):
        out(styled(line, fg={"+": "green", "-": "red", "@": "cyan"}.get(line[:1])))
    note(f"{file} is not in step with the rules: `leadwright describe --out {file}` writes it anew")
    return 1
