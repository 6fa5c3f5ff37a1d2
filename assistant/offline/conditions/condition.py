"""What was read, as a condition on its way to rules: it can still be given a window, be joined, be turned round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ...reading.numbers import Bound, written


@dataclass(frozen=True, slots=True)
class Happened:
    """Events of a source: whether there are any, how many, on how many days (``measure`` "days"), how many different
    ones (``measure`` "distinct title"). ``window``: a duration as the language writes it, another window with the word
    that begins it ("since 2026-01-31"), or nothing."""

    source: str
    noun: str = "times"
    measure: str = ""
    bound: Bound | None = None
    negated: bool = False
    window: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of the lead, as the language writes it. ``field`` and ``bound``: if it compares a number;
    ``values``: if it looks for texts. ``is_loose``: to be put in parentheses in other conditions."""

    text: str
    name: str
    field: str = ""
    bound: Bound | None = None
    row: str = ""
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """``least``: "all", "any", or how many."""

    least: Literal["all", "any"] | int
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Opposite:
    part: "Condition"


@dataclass(frozen=True, slots=True)
class Steps:
    """One after another, ``spanning`` from the first to the last."""

    sources: tuple[str, ...]
    spanning: str
    window: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """The score, or the points of a group."""

    of: str
    bound: Bound


@dataclass(frozen=True, slots=True)
class Open:
    """What nobody can know without asking: the words, and what is asked."""

    words: str
    choices: tuple[str, ...]
    text: str = ""


Condition = Happened | Fact | Joined | Opposite | Steps | Points | Open


def tail(window: str) -> str:
    """A window as it stands behind what it bounds."""
    return "" if not window else f" {window}" if " " in window else f" within {window}"


def joined(least: Literal["all", "any"] | int, parts: Sequence[Condition]) -> Condition:
    """Parts joined; parts of the same kind inside are taken in."""
    flat: list[Condition] = []
    for part in parts:
        if isinstance(part, Joined) and part.least == least and not isinstance(least, int):
            flat.extend(part.parts)
        else:
            flat.append(part)
    unique = list(dict.fromkeys(flat)) if not isinstance(least, int) else flat
    return unique[0] if len(unique) == 1 and not isinstance(least, int) else Joined(least, tuple(unique))


def within(condition: Condition, window: str) -> Condition:
    """The condition with a window for all events in it that have none."""
    match condition:
        case Happened() if not condition.window:
            return replace(condition, window=window)
        case Steps() if not condition.window:
            return replace(condition, window=window)
        case Joined(least, parts):
            return Joined(least, tuple(within(p, window) for p in parts))
        case Opposite(part):
            return Opposite(within(part, window))
        case _:
            return condition


def inside(condition: Condition) -> Iterator[Condition]:
    """The condition, and all that it is made of."""
    yield condition
    match condition:
        case Joined(_, parts):
            for part in parts:
                yield from inside(part)
        case Opposite(part):
            yield from inside(part)
        case _:
            return


def leaves(condition: Condition) -> Iterator[Condition]:
    """What a condition is joined of."""
    return (part for part in inside(condition) if not isinstance(part, Joined | Opposite))


def is_mixed(condition: Condition) -> bool:
    """Whether it has both "and" and "or" of its own making."""
    return isinstance(condition, Joined) and any(
        isinstance(p, Joined) and p.least != condition.least for p in condition.parts
    )


def opposite(condition: Condition) -> Condition:
    """The condition turned round."""
    match condition:
        case Happened(bound=None, measure=""):
            return replace(condition, negated=not condition.negated)
        case Opposite(part):
            return part
        case _:
            return Opposite(condition)


def events_in(condition: Condition) -> list[Condition]:
    """The parts that a window can bound and does not yet."""
    return [c for c in leaves(condition) if isinstance(c, Happened | Steps) and not c.window]


def text(condition: Condition) -> str:
    """The condition as the language writes it."""
    return _text(condition, "")


def _text(condition: Condition, inside: str) -> str:
    match condition:
        case Happened():
            return _happened(condition)
        case Fact(text=written_fact, is_loose=loose):
            return f"({written_fact})" if loose and inside else written_fact
        case Steps(sources, spanning, window):
            return " then ".join(sources) + f" spanning {spanning}" + tail(window)
        case Points(of, bound):
            return compared(of, bound)
        case Opposite(part):
            return f"not {_text(part, 'not')}" if not isinstance(part, Joined) else f"not {_parenthesised(part)}"
        case Joined(least, parts):
            return _joined(condition, least, parts, inside)
        case Open():
            return condition.text


def _joined(whole: Joined, least: Literal["all", "any"] | int, parts: tuple[Condition, ...], inside: str) -> str:
    window = _shared_window(whole)
    shown = [_without_window(p) for p in parts] if window else list(parts)
    bounded = tail(window)
    if isinstance(least, int):
        return f"at least {least} of ({', '.join(_text(p, 'of') for p in shown)}){bounded}"
    if least == "any" and len(parts) > 2:
        return f"any of ({', '.join(_text(p, 'of') for p in shown)}){bounded}"
    word = " or " if least == "any" else " and "
    inner = word.join(_text(p, least) for p in shown)
    if window:
        return f"({inner}){bounded}"
    return f"({inner})" if inside and inside not in (least, "of") else inner


def _parenthesised(condition: Condition) -> str:
    found = _text(condition, "")
    return found if found.endswith(")") and found.startswith(("(", "any of (", "at least")) else f"({found})"


def _shared_window(whole: Joined) -> str:
    """The one window that all parts have, if they are all events."""
    windows: set[str] = set()
    for part in whole.parts:
        if not isinstance(part, Happened | Steps):
            return ""
        windows.add(part.window)
    return windows.pop() if len(windows) == 1 and len(whole.parts) > 1 else ""


def _without_window(part: Condition) -> Condition:
    return replace(part, window="") if isinstance(part, Happened | Steps) else part


def _happened(h: Happened) -> str:
    bounded = tail(h.window)
    if h.measure:
        return compared(f"{h.source} {h.measure}", h.bound or Bound(low=Decimal(1)), bounded)
    if h.bound is not None:
        return compared(f"{h.source} {h.noun}", h.bound, bounded)
    return f"no {h.source}{bounded}" if h.negated else f"{h.source}{bounded}"


def compared(what: str, bound: Bound, behind: str = "") -> str:
    """A measure against a range."""
    low, high = bound.low, bound.high
    if low is not None and high is not None:
        if low == high:
            return f"{what} = {written(low)}{behind}"
        if bound.low_included and bound.high_included:
            return f"{what} between {written(low)} and {written(high)}{behind}"
        return " and ".join(
            [compared(what, replace(bound, high=None), behind), compared(what, replace(bound, low=None), behind)]
        )
    if low is not None:
        return f"{what} {'>=' if bound.low_included else '>'} {written(low)}{behind}"
    assert high is not None
    return f"{what} {'<=' if bound.high_included else '<'} {written(high)}{behind}"


def in_words(condition: Condition) -> str:
    """The condition on one line with all of its parentheses, for people to see how it was read."""
    match condition:
        case Joined(least, parts):
            if isinstance(least, int):
                return f"at least {least} of ({', '.join(in_words(p) for p in parts)})"
            word = " or " if least == "any" else " and "
            return word.join(f"({in_words(p)})" if isinstance(p, Joined) else in_words(p) for p in parts)
        case Open(words=words):
            return f"“{words}”"
        case _:
            return text(condition)
