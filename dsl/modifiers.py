"""What stands behind points: modifiers, each at most once and where it belongs; and points that are a number."""

from collections.abc import Sequence
from dataclasses import dataclass

from . import codes
from . import nodes as n
from .constants import Scope, day_of, points
from .diagnostics import Related
from .model import Points

_LABELS = {
    n.UpTo: "up to",
    n.OncePer: "once per",
    n.Fade: "fade",
    n.As: "as",
    n.Because: "because",
    n.FromDay: "from",
    n.UntilDay: "until",
}


NAMING = (n.As, n.Because)


IN_FORCE = (n.FromDay, n.UntilDay)


@dataclass(slots=True)
class Modifiers:
    """The modifiers of an effect, or of a table's or choice's head, each at most once."""

    up_to: n.UpTo | None = None
    once_per: n.OncePer | None = None
    fade: n.Fade | None = None
    name: str | None = None
    because: str | None = None
    first_day: int | None = None
    last_day: int | None = None


def once(clauses: Sequence[n.Clause], scope: Scope) -> None:
    seen: dict[str, n.Clause] = {}
    for clause in clauses:
        if clause.keyword in seen:
            _twice(clause.keyword, clause, seen[clause.keyword], scope)
        seen.setdefault(clause.keyword, clause)


def _twice(word: str, node: n.Node, first: n.Node, scope: Scope) -> None:
    scope.names.report(
        codes.TWICE,
        f"`{word}` is given twice",
        scope.place(node),
        "again",
        related=(Related(scope.place(first), "first here"),),
    )


def modifiers(nodes: tuple[n.Modifier, ...], scope: Scope, allowed: tuple[type[n.Node], ...], what: str) -> Modifiers:
    """Reads modifiers; reports those that do not go with ``what``, and those given twice."""
    result = Modifiers()
    seen: dict[type[n.Node], n.Modifier] = {}
    for node in nodes:
        kind = node.__class__
        if kind in seen:
            _twice(_LABELS[kind], node, seen[kind], scope)
            continue
        seen[kind] = node
        if kind not in allowed:
            scope.names.report(
                codes.BAD_MODIFIER,
                f"`{_LABELS[kind]}` does not go with {what}",
                scope.place(node),
                "",
                *_where_it_goes(kind),
            )
            continue
        match node:
            case n.UpTo():
                result.up_to = node
            case n.OncePer():
                result.once_per = node
            case n.Fade():
                result.fade = node
            case n.As(name):
                result.name = name.text
            case n.Because(text):
                result.because = text.value
            case n.FromDay(day):
                result.first_day = day_of(day, scope)
            case n.UntilDay(day):
                result.last_day = day_of(day, scope)
    return result


def _where_it_goes(kind: type[n.Node]) -> tuple[str, ...]:
    where: dict[type[n.Node], tuple[str, ...]] = {
        n.UpTo: ("`up to` limits an `each` rule; a group is limited with `max`",),
        n.OncePer: ("`once per` thins out the events of an `each` rule",),
        n.Fade: ("`fade` is about the age of events: it goes with `each` and `latest`",),
        n.FromDay: ("write it behind the head: `by MEASURE from DATE`, `choose from DATE`",),
        n.UntilDay: ("write it behind the head: `by MEASURE until DATE`, `choose until DATE`",),
    }
    return where.get(kind, ())


def fixed_points(effect: n.Effect, named: Modifiers, scope: Scope) -> Points | None:
    """Points that are a number."""
    if isinstance(effect.amount, n.ShareOf):
        scope.names.report(
            codes.BAD_POINTS, "only `each` and `latest` give a share of a number", scope.place(effect.amount), "",
            "write the points as a number",
        )  # fmt: skip
        return None
    if isinstance(effect.amount, n.Name) and scope.names.kinds.get(effect.amount.text) == "a lead field":
        scope.names.report(
            codes.BAD_POINTS,
            f"only `each` and `latest` give points from a field; `{effect.amount.text}` is a lead field",
            scope.place(effect.amount),
            "a lead field",
        )
        return None
    amount = points(effect.amount, scope)
    if amount is None:
        return None
    register(named.name, effect.modifiers, scope)
    return Points(1 if effect.verb == "add" else -1, amount, named.name, named.because, scope.place(effect))


def register(name: str | None, nodes: tuple[n.Modifier, ...], scope: Scope) -> None:
    """Notes a rule's name, so that tests may speak of it."""
    if name is None:
        return
    node = next(m.name for m in nodes if isinstance(m, n.As))
    scope.names.rule_names.setdefault(name, scope.place(node))
