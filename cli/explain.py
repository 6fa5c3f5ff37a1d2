"""``leadwright explain``: the whole reasoning behind one lead's score."""

from typing import Final

import click

from .command import Command
from .console import console
from .loading import as_of_of, checked_model, data_options, project_of

EXAMPLES: Final = """
  leadwright explain L-002                        # why this lead has its score and stage
  leadwright explain L-002 --as-of 2026-02-01     # and what it was a month before
  leadwright explain L-002 --format json          # the same as data
  leadwright explain 17 --rules model.lead --leads leads.csv --events events.csv --as-of now
"""


@click.command(
    "explain",
    cls=Command,
    examples=EXAMPLES,
    short_help="Show the whole reasoning behind one lead's score.",
    help="""Show the whole reasoning behind one lead's score, as a tree.

    Each rule with its points, or why it gave none: the value against the bound, or what was unknown. The very events
    that were counted, with their times and what fading left of them; group and model limits; grade, stage, and what
    is missing for the next stage.

    Exit code: 0 fine, 2 could not run.""",
)
@click.argument("lead_id")
@data_options
@click.option(
    "--format", "form", type=click.Choice(["tree", "json"]), default="tree", help="tree (the default) or json."
)
def command(
    lead_id: str,
    rules: tuple[str, ...],
    leads: tuple[str, ...],
    events: tuple[str, ...],
    as_of: str | None,
    form: str,
) -> int:
    from ..engine.columnar.steps.one_lead import history_of_one
    from ..engine.evaluate import Evaluator
    from ..engine.explain import explain
    from ..engine.explanation import to_json
    from ..engine.schema import schema_of
    from ..engine.source import open_source
    from .data_report import show_problems

    project = project_of(rules, leads, events, as_of)
    model = checked_model(project)
    at = as_of_of(project)
    source = open_source(project)
    (lead,) = source.read(schema_of(model), zone=model.timezone, only=lead_id)
    explanation = explain(Evaluator(model, history_of_one), lead, at)
    if form == "json":
        import json

        click.echo(json.dumps(to_json(explanation), indent=2, ensure_ascii=False))
    else:
        from ..dsl.zones import zone
        from ..showing.explanation import explanation_tree

        console().print(explanation_tree(explanation, zone(model.timezone)))
    show_problems(source.report.problems)
    return 0
