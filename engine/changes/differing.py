"""What differs between two parts that belong together, in a few words: `points 25 → 30`, `window 7d → 14d`."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from ...dsl import model as m
from ...dsl.types import Type, Value
from ...dsl.values import date_text, number_text, points_text
from ...dsl.words import written_name
from ...dsl.zones import Calendar
from ..phrases import condition_words, duration_text, measure_words, value_text, window_words
from .meaning import meaning, unnamed
from .pairing import likeness, paired
from .statements import quoted

T = TypeVar("T")

_MOST = 6
"""So many differences are told one by one."""
_WINDOW = re.compile(r"(in (?:`[^`]*`|“[^”]*”): |)window of (?:`[^`]*`|“.*”) (\S.* → .*)")
_FEW = 3
_LONG = 160


class Differing:
    """``before`` and ``after``: calendars of the two models, for dates and times."""

    def __init__(self, before: Calendar, after: Calendar) -> None:
        self.before = before
        self.after = after

    def rules(self, a: m.Rule, b: m.Rule) -> Iterator[str]:
        """What differs in what two rules give, and when."""
        yield from self.optional_conditions(a.condition, b.condition)
        yield from self._bodies(a.body, b.body)
        yield from _changed("in force from", a.first_day, b.first_day, date_text, "any day")
        yield from _changed("in force until", a.last_day, b.last_day, date_text, "any day")

    def optional_conditions(self, a: m.Condition | None, b: m.Condition | None) -> Iterator[str]:
        if a is not None and b is not None:
            yield from self.conditions(a, b)
        elif a is not None:
            yield f"no longer only if {quoted(self._words(a, self.before))}"
        elif b is not None:
            yield f"now only if {quoted(self._words(b, self.after))}"

    # --- what rules give

    def _bodies(self, a: m.Body, b: m.Body) -> Iterator[str]:
        match a, b:
            case m.Flat(p), m.Flat(q):
                yield from points_changed(p, q)
            case m.Tally(), m.Tally():
                yield from self._tallies(a, b)
            case m.Table(), m.Table():
                yield from self._measures(a.measure, b.measure)
                texts = [(row.text or "otherwise", row) for row in a.rows], [(r.text or "otherwise", r) for r in b.rows]
                yield from _listed(*texts, lambda x, y: points_changed(x.points, y.points), lambda r: r.points)
            case m.Choose(), m.Choose():
                mine = [(branch.text or "otherwise", branch) for branch in a.branches]
                theirs = [(branch.text or "otherwise", branch) for branch in b.branches]
                yield from _listed(mine, theirs, self._branches, lambda branch: branch.points)
            case _:
                yield f"{quoted(_KINDS[type(a)])} → {quoted(_KINDS[type(b)])}"

    def _branches(self, a: m.Branch, b: m.Branch) -> Iterator[str]:
        yield from self.optional_conditions(a.condition, b.condition)
        yield from points_changed(a.points, b.points)

    def _tallies(self, a: m.Tally, b: m.Tally) -> Iterator[str]:
        if a.kind != b.kind:
            yield f"{quoted(a.kind)} → {quoted(b.kind)}"
        yield from self._events(a.events, b.events)
        yield from points_changed(a.points, b.points)
        yield from _changed("counted", a.once_per, b.once_per, _period, "every time")
        yield from _changed("fade", a.fade, b.fade, _fade, "none")
        yield from _changed("limit", a.limit, b.limit, points_text, "none")

    # --- measures and events

    def _events(self, a: m.Events, b: m.Events) -> Iterator[str]:
        yield from self.streams(a.stream, b.stream)
        yield from self._windows(a.windows, b.windows, "")

    def streams(self, a: m.Stream, b: m.Stream) -> Iterator[str]:
        if meaning(a) == meaning(b):
            return
        if a.text != b.text:
            yield f"{quoted(a.text)} → {quoted(b.text)}"
        else:
            mine, theirs = (self._stream_words(s, c) for s, c in ((a, self.before), (b, self.after)))
            said = f": {quoted(mine)} → {quoted(theirs)}" if mine != theirs else ""
            yield f"what {quoted(a.text)} means{said}"

    def _stream_words(self, stream: m.Stream, calendar: Calendar) -> str:
        def one(filtered: m.Filtered) -> str:
            name = "activity" if filtered.event is None else written_name(filtered.event)
            return name if filtered.filter is None else f"{name}[{self._words(filtered.filter, calendar)}]"

        return " or ".join(map(one, stream.alternatives))

    def _windows(self, a: Sequence[m.Window], b: Sequence[m.Window], of: str) -> Iterator[str]:
        if frozenset(map(meaning, a)) == frozenset(map(meaning, b)):
            return
        whose = f" of {quoted(of)}" if of else ""
        match a, b:
            case [m.Within(old)], [m.Within(new)]:
                yield f"window{whose} {duration_text(old)} → {duration_text(new)}"
            case _:
                yield f"window{whose} {_window_list(a)} → {_window_list(b)}"

    def _measures(self, a: m.Measure, b: m.Measure) -> Iterator[str]:
        if meaning(a) == meaning(b):
            return
        mine, theirs = getattr(a, "events", None), getattr(b, "events", None)
        if isinstance(mine, m.Events) and isinstance(theirs, m.Events) and measure_words(a) == measure_words(b):
            yield from self.streams(mine.stream, theirs.stream)
            yield from self._windows(mine.windows, theirs.windows, measure_words(a))
        elif measure_words(a) != measure_words(b):
            yield f"{quoted(measure_words(a))} → {quoted(measure_words(b))}"
        else:
            yield f"{quoted(measure_words(a))} is read as a {b.type}, was a {a.type}"

    # --- conditions

    def conditions(self, a: m.Condition, b: m.Condition) -> Iterator[str]:
        if meaning(a) == meaning(b):
            return
        match a, b:
            case m.Named(name=name), m.Named(name=other) if name == other:
                for said in self.conditions(a.condition, b.condition):
                    yield said if said.startswith(("in `", "in “")) else f"in {quoted(name)}: {said}"
                return
            case _:
                a, b = unnamed(a), unnamed(b)
        match a, b:
            case (m.AllOf(), m.AllOf()) | (m.AnyOf(), m.AnyOf()):
                yield from self._several(a.parts, b.parts)
            case m.AtLeast(), m.AtLeast():
                if a.number != b.number:
                    yield f"at least {a.number} → at least {b.number}"
                yield from self._several(a.parts, b.parts)
            case m.Not(), m.Not():
                yield from self.conditions(a.part, b.part)
            case m.Exists(), m.Exists() if a.wanted == b.wanted and a.events.stream.text == b.events.stream.text:
                yield from self.streams(a.events.stream, b.events.stream)
                yield from self._windows(a.events.windows, b.events.windows, a.events.stream.text)
            case (m.Among(), m.Among()) | (m.TextTest(), m.TextTest()) if _from_same_list(a, b):
                of = f"the list {quoted(a.text)}" if a.text else quoted(self._asked(a))
                yield from _list_changed(of, _constants(a), _constants(b), a.left.type, self.after)
            case _:
                yield from self._single(a, b)

    def _single(self, a: m.Condition, b: m.Condition) -> Iterator[str]:
        left, right = getattr(a, "left", None), getattr(b, "left", None)
        if left is not None and right is not None and type(a) is type(b) and _rest(a) == _rest(b):
            yield from self._measures(left, right)
            return
        mine, theirs = self._words(a, self.before), self._words(b, self.after)
        yield f"{quoted(mine)} → {quoted(theirs)}" if mine != theirs else f"what {quoted(mine)} means"

    def _several(self, a: tuple[m.Condition, ...], b: tuple[m.Condition, ...]) -> Iterator[str]:
        mine, theirs = {meaning(part) for part in a}, {meaning(part) for part in b}
        gone = [part for part in a if meaning(part) not in theirs]
        new = [part for part in b if meaning(part) not in mine]
        if len(gone) == len(new) == 1:
            yield from self.conditions(gone[0], new[0])
            return
        for old, now in paired(gone, new, [], self._alike):
            if old is not None and now is not None:
                yield from self.conditions(old, now)
            elif old is not None:
                yield f"no longer {quoted(self._words(old, self.before))}"
            elif now is not None:
                yield f"now also {quoted(self._words(now, self.after))}"

    def _alike(self, a: m.Condition, b: m.Condition) -> float:
        return likeness(a, b, condition_words(a, self.before), condition_words(b, self.after))

    @staticmethod
    def _asked(condition: m.Among | m.TextTest) -> str:
        sign = condition.sign if isinstance(condition, m.TextTest) else "in"
        return f"{measure_words(condition.left)} {'not ' * condition.negated}{sign}"

    def _words(self, condition: m.Condition, calendar: Calendar) -> str:
        words = condition_words(condition, calendar)
        return words if len(words) <= _LONG else words[: _LONG - 1] + "…"


def told(differences: Iterable[str]) -> tuple[str, ...]:
    """Each difference once, the same one of several windows together, the first few if they are many."""
    alike: dict[object, list[str]] = {}
    for said in dict.fromkeys(differences):
        found = _WINDOW.fullmatch(said)
        alike.setdefault(said if found is None else found.groups(), []).append(said)
    result = [
        said[0] if len(said) == 1 or not isinstance(key, tuple) else f"{key[0]}windows {key[1]}"
        for key, said in alike.items()
        if said[0]
    ]
    more = len(result) - _MOST
    return (*result[:_MOST], f"and {more} more") if more > 0 else tuple(result)


_KINDS: dict[type, str] = {m.Flat: "when", m.Tally: "each", m.Table: "by", m.Choose: "choose"}


def points_changed(a: m.Points, b: m.Points) -> Iterator[str]:
    if meaning(a) != meaning(b):
        yield f"points {points_words(a)} → {points_words(b)}"


def points_words(points: m.Points) -> str:
    sign = "−" if points.sign < 0 else ""
    if isinstance(points.amount, int):
        return f"{sign if points.amount else ''}{points_text(points.amount)}"
    share = "" if points.amount.percent == 100_000_000 else f"{number_text(points.amount.percent)}% of "
    return f"{sign}{share}{quoted(written_name(points.amount.of.name))}"


def _listed(
    a: Sequence[tuple[str, T]],
    b: Sequence[tuple[str, T]],
    inside: Callable[[T, T], Iterator[str]],
    points: Callable[[T], m.Points],
) -> Iterator[str]:
    """Rows or branches by their words."""
    mine, theirs = dict(a), dict(b)
    gone, new = [text for text in mine if text not in theirs], [text for text in theirs if text not in mine]
    for text, found in theirs.items():
        if text in mine:
            yield from (f"{quoted(text)}: {said}" for said in inside(mine[text], found))
    if len(gone) == len(new) == 1 and meaning(points(mine[gone[0]])) == meaning(points(theirs[new[0]])):
        yield f"{quoted(gone[0])} → {quoted(new[0])}"
    else:
        yield from (f"no longer {quoted(text)} ({points_words(points(mine[text]))})" for text in gone)
        yield from (f"now also {quoted(text)} ({points_words(points(theirs[text]))})" for text in new)
    if not gone and not new and [text for text, _ in a] != [text for text, _ in b]:
        yield "their order"


def _changed(what: str, a: T | None, b: T | None, words: Callable[[T], str], without: str) -> Iterator[str]:
    if a != b:
        yield f"{what} {without if a is None else words(a)} → {without if b is None else words(b)}"


def _fade(fade: m.Fade) -> str:
    return f"{fade.percent}% {'linearly ' * fade.linearly}every {duration_text(fade.every)}"


def _period(once: m.OncePer) -> str:
    if once.property is not None:
        return f"once per {written_name(once.property.name)}"
    if once.period == "days":
        return "once per day" if once.days == 1 else f"once per {once.days}d"
    return f"once per {once.period}"


def _window_list(windows: Sequence[m.Window]) -> str:
    return " ".join(map(window_words, windows)) or "all time"


def _from_same_list(a: m.Among | m.TextTest, b: m.Among | m.TextTest) -> bool:
    """A list of the same name; or two lists without one that have something in common."""
    same = a.text == b.text and a.negated == b.negated and meaning(a.left) == meaning(b.left)
    has_name = bool(a.text) or bool({*_constants(a)} & {*_constants(b)})
    return has_name and same and getattr(a, "sign", None) == getattr(b, "sign", None)


def _constants(condition: m.Among | m.TextTest) -> tuple[Value, ...]:
    return condition.values if isinstance(condition, m.Among) else condition.patterns


def _list_changed(of: str, a: Sequence[Value], b: Sequence[Value], type: Type, calendar: Calendar) -> Iterator[str]:
    def shown(values: Sequence[Value]) -> str:
        texts = [value_text(value, type, calendar) for value in values[:_FEW]]
        return ", ".join([*texts, "…"] if len(values) > _FEW else texts)

    mine, theirs = set(a), set(b)
    new, gone = [value for value in b if value not in mine], [value for value in a if value not in theirs]
    if new:
        yield f"{of} has {len(new):,} more: {shown(new)}"
    if gone:
        yield f"{of} has {len(gone):,} fewer: {shown(gone)}"


def _rest(condition: m.Condition) -> object:
    """What stands beside the measure of a comparison."""
    match condition:
        case m.Relation(_, sign, right):
            return sign, right
        case m.Among():
            return condition.values, condition.negated
        case m.Between(_, low, high):
            return low, high
        case m.TextTest():
            return condition.sign, condition.patterns, condition.negated
        case m.Recent(_, length) | m.Older(_, length):
            return length
        case _:
            return object()
