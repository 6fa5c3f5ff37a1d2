"""Conditions that mean something, but hardly what was meant: warned of where they are read."""

from collections.abc import Callable
from itertools import combinations

from . import codes, model
from . import nodes as n
from .constants import Scope
from .diagnostics import Edit, Fix, Related
from .implied import always_same
from .model import Condition
from .types import Type

_MOST_COMPARED = 50
"""So many parts of one condition are compared with each other."""


def saying_nothing(
    nodes: tuple[n.Condition, ...],
    parts: tuple[Condition, ...],
    together: Callable[[Condition, Condition], bool],
    why: str,
    scope: Scope,
) -> None:
    for (i, one), (k, other) in combinations(enumerate(parts[:_MOST_COMPARED]), 2):
        if together(one, other):
            scope.names.report(
                codes.ALWAYS_SAME,
                f"`{scope.words(nodes[i])}` and `{scope.words(nodes[k])}`: {why}",
                scope.place(nodes[k]),
                why,
                *(
                    ["for one of several values write `in (…)`, for none of them `not in (…)`"]
                    if _is_equality(one)
                    else []
                ),
                related=(Related(scope.place(nodes[i]), "the other"),),
            )
            return


def _is_equality(condition: Condition) -> bool:
    return isinstance(condition, model.Relation) and condition.sign in ("=", "!=") and condition.left.type is Type.TEXT


def mixed(node: n.Either, scope: Scope) -> None:
    for part in node.parts:
        if isinstance(part, n.Both):
            text = scope.source[part.span]
            scope.names.report(
                codes.MIXED_AND_OR, "`and` and `or` without parentheses", scope.place(node), "`and` binds tighter",
                f"it is read as `({' '.join(text.split())})`; write the parentheses",
                fix=Fix("add parentheses", (Edit(part.span, f"({text})"),)),
            )  # fmt: skip
            return


def _has_window(part: n.Condition) -> bool:
    match part:
        case n.NoEvent(windows=windows) | n.Sequence(windows=windows) | n.Plain(windows=windows):
            return bool(windows)
        case n.Compared(measure_windows=before, windows=after):
            return bool(before or after)
        case _:
            return False


def _counts_events(part: n.Condition, scope: Scope) -> bool:
    """Whether a part without parentheses measures events, without a window."""
    match part:
        case n.Negated(inner):
            return _counts_events(inner, scope)
        case n.NoEvent(windows=()) | n.Sequence(windows=()):
            return True
        case n.Plain(measure=measure, windows=()) | n.Compared(measure=measure, measure_windows=(), windows=()):
            pass
        case _:
            return False
    match measure:
        case n.Occurrences(n.Counted(source, noun)):
            if source.name is None or noun is not None or source.filter is not None:
                return True
            kind = scope.names.kinds.get(source.name.text)
            return kind in ("an event", "a signal") or (
                kind is None and isinstance(part, n.Plain) and not scope.names.declares_events
            )
        case n.ActiveDays() | n.Aggregated():
            return True
        case _:
            return False


def last_window(node: n.Condition, parts: tuple[n.Condition, ...], scope: Scope) -> None:
    *before, last = parts
    if scope.filtering or scope.windows or not _has_window(last):
        return
    for part in before:
        if _counts_events(part, scope):
            scope.names.report(
                codes.WINDOW_ON_LAST,
                f"the window bounds only `{scope.words(last)}`",
                scope.place(last),
                "bounds this alone",
                f"`{scope.words(part)}` counts all time; put the parts in parentheses and the window behind",
                related=(Related(scope.place(part), "counts all time"),),
            )
            return


def always_the_same(node: n.Compared, found: Condition | None, scope: Scope) -> None:
    same = None if found is None or isinstance(node.comparison, n.Between) else always_same(found)
    if same is None:
        return
    how = "always true" if same else "never true"
    help = "a window behind a comparison bounds both its sides; put the other behind its own measure"
    scope.names.report(
        codes.ALWAYS_SAME,
        f"`{scope.words(node)}` is {how}",
        scope.place(node),
        how,
        *([help] if isinstance(found, model.Ratio) and node.windows else []),
    )
