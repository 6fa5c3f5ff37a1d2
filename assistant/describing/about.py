"""What one name of the rules means, in plain English: a rule, a group, a stage, a segment, or a declared name."""

import re
from collections.abc import Iterator

from ...dsl import model as m
from ...dsl.check import Checked
from ..names import names_of
from .sentences import group_sentence, rule_lines, stage_lines
from .words import English, code, head

_ASKED = re.compile(
    r"^\s*(?:please\s+)?(?:explain|describe|what\s+(?:does|do|is|are|means?)|how\s+does|tell\s+me\s+about)\s+"
    r"(?:the\s+)?(?:(?:rule|group|stage|segment|signal|event|field|list|definition)s?\s+)?"
    r"[`\"'“”]?(?P<name>[\w. -]+?)[`\"'“”]?\s*(?:do|does|mean|means|work|works)?\s*[?.!]*\s*$",
    re.IGNORECASE,
)
_EVERYTHING = {"rules", "the rules", "everything", "model", "the model", "it all", "all"}


def asked_about(said: str) -> str | None:
    """The name that a sentence asks about: “what does the rule pricing_intent do?”; None if it is no such question."""
    found = _ASKED.match(said)
    return None if found is None else found["name"].strip()


def about(checked: Checked, name: str) -> str | None:
    """None if nothing is called so. ``name`` may have blanks for underscores, in small or large letters."""
    model = checked.model
    if model is None:
        return None
    if name.casefold() in _EVERYTHING:
        from .card import card

        return card(checked)
    lines = list(_found(checked, model, _folded(name)))
    return "\n".join(lines) if lines else None


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.casefold())


def _found(checked: Checked, model: m.Model, name: str) -> Iterator[str]:
    english = English(model)
    for rule in model.rules:
        names = {rule.name, *(p.name for p in rule.all_points())}
        if name in {_folded(n) for n in names if n}:
            yield from rule_lines(rule, english)
            if rule.group is not None:
                yield f"  It belongs to the group {code(rule.group)}."
    for group in model.groups:
        if _folded(group.name) == name:
            yield f"The group {code(group.name)}. {group_sentence(group, english)}".rstrip()
            for rule in (r for r in model.rules if r.group == group.name):
                yield from rule_lines(rule, english)
    for stage in model.stages:
        if _folded(stage.name) == name:
            yield f"The stage {stage.name}:"
            yield from stage_lines(stage, english)
    for segment in model.segments:
        if _folded(segment.label) == name:
            yield f"The segment “{segment.label}”: {english.condition(segment.condition)}."
    yield from _declared(checked, model, english, name)


def _declared(checked: Checked, model: m.Model, english: English, name: str) -> Iterator[str]:
    for part in m.parts((model.rules, model.groups, model.stages, model.disqualifications, model.segments)):
        if isinstance(part, m.Named) and _folded(part.name) == name:
            condition = part.condition
            if isinstance(condition, m.AllOf | m.AnyOf | m.AtLeast):
                yield f"{code(part.name)} means that {head(condition)}:"
                yield from english.lines(condition)
            else:
                yield f"{code(part.name)} means that {english.condition(condition)}."
            return
    for known in names_of(checked).names:
        if _folded(known.name) == name and known.kind in ("field", "event", "signal", "list", "let", "define"):
            said = f": {known.description}" if known.description else ""
            yield f"{code(known.name)} is {_A[known.kind]}{said}."
            if known.text and known.kind not in ("field", "event"):
                yield f"  {known.text}"
            return


_A = {
    "field": "a field of the lead", "event": "an event", "signal": "a kind of event", "list": "a list",
    "let": "a value with a name", "define": "a condition with a name",
}  # fmt: skip
