"""``leadwright test``: runs the `test` statements and shows what was expected and found."""

import sys
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..showing.glyphs import glyph
from .command import Command
from .console import console, counted, fail, has_colour, note, out, styled

if TYPE_CHECKING:
    from ..engine.suites import Broken, Suites
    from ..engine.testing import Failure, Tested

EXAMPLES: Final = """
  leadwright test                          # the tests of the project
  leadwright test tests/mql.lead           # those of one file
  leadwright test -k webinar               # those with "webinar" in their names
  leadwright test --junit report.xml       # a report for a build server
"""


@click.command(
    "test",
    cls=Command,
    examples=EXAMPLES,
    short_help="Run the tests that stand in the rules.",
    help="""Run the `test` statements: a made-up lead, and what is expected of it.

    Without PATHS: the tests in the rules and test files of leadwright.toml. A failed expectation is shown with what
    was found and with the explanation of the score.

    Exit code: 0 all passed, 1 some failed or there are none, 2 could not run.""",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("-k", "name", metavar="NAME", default="", help="Only tests with NAME in their names.")
@click.option("--junit", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write a JUnit report.")
def command(paths: tuple[Path, ...], name: str, junit: Path | None) -> int:
    from ..engine.model_files import check_all
    from ..engine.suites import Suites
    from .loading import here_or_project

    chosen, project = here_or_project(paths)
    suites = Suites(name, _asked_for(chosen))
    for files, checked in check_all(chosen, project):
        suites.add(files, checked)
    _show_broken(suites.broken)
    for suite, timed in suites.run():
        if timed is None:
            out(styled(suite.file, bold=True))
        else:
            _show(timed.tested, suite.model.timezone)
    if junit is not None:
        from .junit import write_junit

        write_junit(junit, suites)
    return _conclude(suites)


def _asked_for(paths: Sequence[Path]) -> set[Path]:
    from ..engine.model_files import lead_files

    return {file.resolve() for file in lead_files(paths)}


def _show_broken(broken: "Sequence[Broken]") -> None:
    from ..dsl import render
    from ..dsl.diagnostics import in_order

    errors = in_order(d for one in broken for d in one.errors)
    if errors:
        note(render.text(errors, colour=has_colour(sys.stderr)) + "\n")


def _show(tested: "Tested", timezone: str) -> None:
    name = tested.test.name
    if tested.passed:
        out(f"  {styled(glyph('✔', '+') + ' pass', fg='green')}  {name}")
        return
    out(f"  {styled(glyph('✖', 'x') + ' FAIL', fg='red', bold=True)}  {styled(name, bold=True)}")
    for failure, following in zip_longest(tested.failures, tested.failures[1:]):
        explained = following is None or following.explanation != failure.explanation
        _show_failure(failure, timezone, explained=explained)


def _show_failure(failure: "Failure", timezone: str, *, explained: bool) -> None:
    """``explained``: false if the next failure is of the same lead at the same moment and says why for both."""
    from ..dsl.zones import zone
    from ..showing.explanation import explanation_tree

    margin = " " * 10
    place = f"  {failure.place}" if failure.place else ""
    out(f"{margin}{styled('expected', fg='green')}  {_words(failure.expected)}{styled(place, dim=True)}")
    for n, found in enumerate(failure.found):
        label = styled("found", fg="red") + "   " if n == 0 else " " * 8
        out(f"{margin}{label}  {found}")
    if not explained:
        return
    tree = explanation_tree(failure.explanation, zone(timezone), details=False, title="why")
    page = console(margin=len(margin))
    with page.capture() as printed:
        page.print(tree)
    for line in printed.get().splitlines():
        out(f"{margin}{line}".rstrip())
    out()


def _words(expected: str) -> str:
    return " ".join(expected.split()).removeprefix("expect ")


def _conclude(suites: "Suites") -> int:
    results = suites.results
    failed = sum(not timed.tested.passed for timed in results)
    if not results and not suites.broken:
        among = f" with `{suites.name}` in its name" if suites.name else ""
        fail(
            f"there is no test{among} in {counted(len(suites.files), 'file')}",
            'a test begins with `test "NAME"`; `leadwright new` makes some to learn from' if not among else None,
        )
        return 1
    parts = [styled(f"{failed:,} failed", fg="red", bold=True)] if failed else []
    if len(results) > failed:
        parts.append(styled(f"{len(results) - failed:,} passed", fg="green"))
    if results:
        out(f"{', '.join(parts)} in {counted(len(suites.suites), 'file')}")
    if suites.broken:
        names = ", ".join(one.name for one in suites.broken)
        note(styled(f"could not run because of errors in the rules: {names}", fg="red", bold=True))
        return 2
    return 1 if failed else 0
