"""A model of rules as a model of dbt: the statement with its sources and as-of time in Jinja, and its `schema.yml`."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from ...dsl import model as m
from ...dsl.errors import SourceError
from ...dsl.values import points_text
from ..evaluate import NO_GRADE, NO_STAGE
from ..plan import Plan, PlannedGroup
from .compiled import Tables, compiled
from .dialect import Dialect
from .result_columns import FIXED, names_of
from .statement import Options

WRITTEN = "# Written by `leadwright compile --dbt`: change the rules and compile again, not this."
"""The first line of a `schema.yml` that may be written over."""

_LEADS, _EVENTS, _AS_OF = "lw_dbt_leads", "lw_dbt_events", "lw_dbt_as_of"
_TABLE = re.compile(r"\w+(\.\w+)?")
_JINJA = re.compile(r"\{[{%#]|[}%#]\}")


def dbt_model(plan: Plan, dialect: Dialect, tables: Tables, options: Options) -> str:
    """The text of the model's `.sql`. Tables are named as for ``relation``; without an as-of time in the options, it is
    dbt's variable `as_of`."""
    placed = replace(tables, leads=_LEADS, events=_EVENTS)
    given = replace(
        dialect,
        as_of=dialect.text_of(dialect.call("instant_of_text", dialect.literal(_AS_OF)), pretty=False),
        how_to_give_as_of=f"dbt's variable as_of, in UTC: dbt run --vars '{{as_of: \"{dialect.as_of_text}\"}}'",
    )
    text = compiled(plan, given, placed, options)
    text = _JINJA.sub(lambda found: "{{ " + repr(found[0]) + " }}", text)
    for name, jinja in (
        (_LEADS, relation(tables.leads)),
        (_EVENTS, relation(tables.events)),
        (_AS_OF, "{{ var('as_of') }}"),
    ):
        text = text.replace(name, jinja)
    return text


def relation(table: str) -> str:
    """`crm.leads` is a source of dbt, `leads` another model of it.

    >>> relation("crm.leads"), relation("leads")
    ("{{ source('crm', 'leads') }}", "{{ ref('leads') }}")
    """
    if not _TABLE.fullmatch(table):
        raise SourceError(
            f"`{table}` is no table of dbt", "name a source and its table (crm.leads), or a model (leads)"
        )
    source, dot, name = table.rpartition(".")
    return f"{{{{ source('{source}', '{name}') }}}}" if dot else f"{{{{ ref('{table}') }}}}"


def dbt_schema(plan: Plan, name: str) -> str:
    """The text of `schema.yml`: what the model and each of its columns hold."""
    return "\n".join([WRITTEN, *_lines(plan, name), ""])


def _lines(plan: Plan, name: str) -> Iterator[str]:
    model = plan.model
    yield "version: 2"
    yield ""
    yield "models:"
    yield f"  - name: {_text(name)}"
    by = f", by the model “{model.name}”" if model.name else ""
    yield f"    description: {_text(f'The scores of every lead{by}: a row a lead.')}"
    yield "    columns:"
    for column, (description, tests) in _columns(plan).items():
        yield f"      - name: {_text(column)}"
        yield f"        description: {_text(description)}"
        if tests:
            yield "        data_tests:"
            yield from (f"          - {test}" for test in tests)


def _columns(plan: Plan) -> dict[str, tuple[str, list[str]]]:
    """Each column that the statement has: what it holds, and dbt's tests of it."""
    model = plan.model
    names = names_of(model)
    groups = names[2 : len(names) - len(FIXED) + 2]
    columns: dict[str, tuple[str, list[str]]] = {
        "lead_id": ("The lead.", ["unique", "not_null"]),
        "score": (_score(model), ["not_null"]),
    }
    for name, group in zip(groups, model.groups, strict=True):
        columns[name] = _group(plan.group_of[group.name]), ["not_null"]
    if model.grade:
        columns["grade"] = f"The grade; {NO_GRADE} if no line of it applies.", ["not_null"]
    if model.stages:
        stages = [stage.name for stage in model.stages]
        accepted = f"accepted_values: {{values: {json.dumps([*stages, NO_STAGE], ensure_ascii=False)}}}"
        said = "; ".join(_stage(stage) for stage in model.stages)
        columns["stage"] = f"The last stage that is reached. {said}.", ["not_null", accepted]
    if model.disqualifications:
        reasons = "; ".join(when.because or when.text for when in model.disqualifications)
        columns["disqualified"] = f"Why the lead is out of all stages, or null: {reasons}.", []
    if model.segments:
        labels = ", ".join(dict.fromkeys(segment.label for segment in model.segments))
        columns["segments"] = f"Labels: {labels}.", []
    if any(stage.routes for stage in model.stages):
        queues = dict.fromkeys(route.queue for stage in model.stages for route in stage.routes)
        columns["route"] = f"The queue that is to respond: {', '.join(queues)}.", []
    if model.rules:
        columns["fired"] = "The rules that gave points, with their points before the limits of groups.", []
    return columns


def _score(model: m.Model) -> str:
    limits = _limits(model.minimum, model.maximum)
    return f"The lead's points, all together{limits}."


def _group(planned: PlannedGroup) -> str:
    group, rules = planned.group, planned.rules
    counted = f"{len(rules)} rule{'s' * (len(rules) != 1)}"
    apart = "; apart from the score" if group.apart else ""
    return f"The points of the group {group.name}: {counted}{_limits(group.minimum, group.maximum)}{apart}."


def _limits(minimum: int | None, maximum: int | None) -> str:
    found = [] if minimum is None else [f"at least {points_text(minimum)}"]
    found += [] if maximum is None else [f"at most {points_text(maximum)}"]
    return f", {' and '.join(found)}" if found else ""


def _stage(stage: m.Stage) -> str:
    reasons = " or ".join(when.because or when.text for when in stage.whens)
    after = f" after {stage.after}" if stage.after else ""
    return f"{stage.name}{after}: {reasons}"


def _text(value: str) -> str:
    """A text of YAML, by way of JSON, of which every text is one. Jinja in it is taken apart, as dbt renders it."""
    return json.dumps(_JINJA.sub(lambda found: " ".join(found[0]), " ".join(value.split())), ensure_ascii=False)
