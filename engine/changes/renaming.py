"""Groups and stages that are the same under another name."""

from collections.abc import Hashable, Mapping
from dataclasses import replace

from ...dsl import model as m
from .meaning import meaning


def stage_meaning(stage: m.Stage, groups: Mapping[str, str], stages: Mapping[str, str]) -> Hashable:
    return (
        None if stage.after is None else stages.get(stage.after, stage.after),
        meaning(stage.holds_until, groups),
        frozenset(meaning(when.condition, groups) for when in stage.whens),
        tuple(meaning(route, groups) for route in stage.routes),
    )


def groups_called_otherwise(before: m.Model, after: m.Model) -> dict[str, str]:
    """Groups of the same limits and the same rules, under a name that the other model does not have."""

    def content(model: m.Model, group: m.Group) -> Hashable:
        rules = frozenset(meaning(rule) for rule in model.rules if rule.group == group.name)
        return meaning(replace(group, name="")), rules if rules else group.name

    names = {g.name for g in before.groups}, {g.name for g in after.groups}
    gone = [g for g in before.groups if g.name not in names[1]]
    new = {content(after, g): g.name for g in after.groups if g.name not in names[0]}
    found: dict[str, str] = {}
    for group in gone:
        name = new.pop(content(before, group), None)
        if name is not None:
            found[group.name] = name
    return found


def stages_called_otherwise(before: m.Model, after: m.Model, groups: Mapping[str, str]) -> dict[str, str]:
    names = {s.name for s in before.stages}, {s.name for s in after.stages}
    new = {stage_meaning(s, {}, {}): s.name for s in after.stages if s.name not in names[0]}
    found: dict[str, str] = {}
    for stage in before.stages:
        if stage.name not in names[1]:
            name = new.pop(stage_meaning(stage, groups, found), None)
            if name is not None:
                found[stage.name] = name
    return found
