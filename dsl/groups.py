"""Groups and their limits: from nodes to the model."""

from . import codes, model
from . import nodes as n
from .conditions import condition
from .constants import Scope, points
from .modifiers import once
from .streams import stream
from .words import written_name

RESULT_COLUMNS = frozenset({"lead_id", "segments", "route", "due", "fired"})
"""Columns of results that stand beside a column for each group; the others are reserved words."""


def group(node: n.Group, scope: Scope) -> model.Group | None:
    """A group with its limits; None after a report."""
    limits: dict[str, int | None] = {}
    parent: str | None = None
    resets: tuple[model.Stream, ...] = ()
    apart = False
    if node.name.text in RESULT_COLUMNS:
        scope.names.report(
            codes.RESERVED_NAME, f"a group cannot be called `{node.name.text}`: results have a column of that name",
            scope.place(node.name), "", "give the group another name",
        )  # fmt: skip
    once(node.clauses, scope)
    for clause in node.clauses:
        match clause.keyword, clause.value:
            case ("max" | "min") as which, (n.Number() | n.Name()) as value:
                limits[which] = points(value, scope, "limits", signed=True)
            case "in", n.Name() as name:
                parent = _parent(node, name, scope)
            case "apart", _:
                apart = True
            case "resets", n.Source() as source:
                found = stream(source, scope)
                resets = (found,) if found is not None else ()
            case _:
                pass
    if parent is not None and apart:
        scope.names.report(
            codes.WRONG_PLACE,
            f"`{node.name.text}` cannot be `in {parent}` and `apart`: its points count in `{parent}`",
            scope.place(node.name),
            "",
            f"set `{written_name(parent)}` apart, or leave out `in`",
        )
    check_limits(limits.get("max"), limits.get("min"), node, scope)
    only_for = None if node.only_for is None else condition(node.only_for, scope)
    return model.Group(
        node.name.text, parent, limits.get("max"), limits.get("min"), apart, resets, only_for, scope.place(node.name)
    )


def check_limits(maximum: int | None, minimum: int | None, node: n.Model | n.Group, scope: Scope) -> None:
    if maximum is not None and minimum is not None and maximum < minimum:
        clause = next(c for c in node.clauses if c.keyword == "max")
        scope.names.report(codes.BAD_LIMITS, "the `max` is below the `min`", scope.place(clause), "below the `min`")


def _parent(node: n.Group, name: n.Name, scope: Scope) -> str | None:
    names = scope.names
    if name.text not in names.groups:
        kind = names.kind(name.text)
        if kind is None:
            names.report_unknown(codes.UNKNOWN_NAME, "group", name.text, scope.place(name), names.groups)
        else:
            names.report(codes.WRONG_KIND, f"`{name.text}` is {kind}, not a group", scope.place(name), kind)
        return None
    names.used.add(name.text)
    chain = [node.name.text]
    here: str | None = name.text
    while here is not None:
        if here in chain:
            if here == node.name.text:
                circle = " → ".join(f"`{x}`" for x in (*chain, here))
                names.report_circle(chain, f"groups are in each other in a circle: {circle}", scope.place(name))
            return None
        chain.append(here)
        found = names.groups.get(here)
        inside = next((c.value for c in found[0].clauses if c.keyword == "in"), None) if found else None
        here = inside.text if isinstance(inside, n.Name) else None
    return name.text
