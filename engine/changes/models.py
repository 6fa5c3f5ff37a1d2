"""Two models compared by what they mean: what was added, removed, changed; and which rule was which.

A new layout, another order of rules or groups, another name for a signal, a list or a definition, a comment: none of
these is a change. What is only called otherwise, or has another reason, is told apart from what means something else.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from ...dsl import model as m
from ...dsl.values import points_text
from ...dsl.words import written_name, written_text
from ...dsl.zones import Calendar
from ..phrases import condition_words
from .changed import Change, Comparison, Kind, RulePair
from .differing import Differing, told
from .meaning import meaning
from .pairing import Key, likeness, paired, rules_alike, without_numbers
from .renaming import groups_called_otherwise, stage_meaning, stages_called_otherwise
from .statements import due_words, grade_words, group_words, model_words, quoted, route_words, stage_words


def compared(before: m.Model, after: m.Model) -> Comparison:
    """What a change of a model amounts to."""
    return _Comparing(before, after).comparison()


class _Comparing:
    def __init__(self, before: m.Model, after: m.Model) -> None:
        self.before = before
        self.after = after
        self.calendars = Calendar(before.timezone), Calendar(after.timezone)
        self.differing = Differing(*self.calendars)
        self.groups = groups_called_otherwise(before, after)
        self.stages = stages_called_otherwise(before, after, self.groups)
        self.renamed: list[str] = []

    def comparison(self) -> Comparison:
        rules = self._rule_pairs()
        changes = (
            *self._model(),
            *self._ignores(),
            *self._groups(),
            *self._rules(rules),
            *self._grade(),
            *self._stages(),
            *self._disqualifications(),
            *self._segments(),
        )
        return Comparison(self.before, self.after, changes, tuple(self.renamed), tuple(rules), self.stages)

    def _meaning_before(self, part: object) -> Hashable:
        return meaning(part, self.groups)

    def _group_now(self, name: str | None) -> str | None:
        return None if name is None else self.groups.get(name, name)

    # --- the model, what it ignores, its groups

    def _model(self) -> Iterator[Change]:
        a, b = self.before, self.after
        if a.name != b.name:
            self.renamed.append(f"the model is called {written_text(b.name)}, was {written_text(a.name)}")
        found = [
            *_differs("baseline", a.baseline, b.baseline),
            *_differs("max", a.maximum, b.maximum),
            *_differs("min", a.minimum, b.minimum),
        ]
        if a.timezone != b.timezone:
            found.append(f"time zone {a.timezone} → {b.timezone}")
        if found:
            yield Change(Kind.MODEL, "model", model_words(a), model_words(b), tuple(found))

    def _ignores(self) -> Iterator[Change]:
        whats: Callable[[m.Ignore], Hashable] = lambda ignore: meaning(ignore.what)  # noqa: E731
        alike: Callable[[m.Ignore, m.Ignore], float] = lambda a, b: likeness(a.what, b.what, a.text, b.text)  # noqa: E731
        for a, b in paired(
            self.before.ignores,
            self.after.ignores,
            [(lambda i: (whats(i), i.because), lambda i: (whats(i), i.because)), (whats, whats)],
            alike,
        ):
            if a is None or b is None or meaning(a.what) != meaning(b.what):
                one = b or a
                assert one is not None
                yield Change(Kind.IGNORE, one.text, a and a.text, b and b.text, place=one.place)
            else:
                self._reason(quoted(b.text), a.because, b.because)

    def _groups(self) -> Iterator[Change]:
        old = {self.groups.get(g.name, g.name): g for g in self.before.groups}
        new = {g.name: g for g in self.after.groups}
        for name in [*new, *(name for name in old if name not in new)]:
            a, b = old.get(name), new.get(name)
            one = b or a
            assert one is not None
            if a is not None and b is not None:
                if a.name != b.name:
                    self.renamed.append(f"the group {quoted(b.name)} was called {quoted(a.name)}")
                if self._group_meaning(a, self.groups) == self._group_meaning(b, {}):
                    continue
            was = None if a is None else group_words(a, self.calendars[0])
            now = None if b is None else group_words(b, self.calendars[1])
            said = tuple(self._group_differences(a, b)) if a is not None and b is not None else ()
            yield Change(Kind.GROUP, name, was, now, said, place=one.place)

    @staticmethod
    def _group_meaning(group: m.Group, names: Mapping[str, str]) -> Hashable:
        parent = None if group.parent is None else names.get(group.parent, group.parent)
        resets = frozenset(meaning(stream) for stream in group.resets)
        return parent, group.maximum, group.minimum, group.apart, resets, meaning(group.only_for, names)

    def _group_differences(self, a: m.Group, b: m.Group) -> Iterator[str]:
        if self._group_now(a.parent) != b.parent:
            yield f"in {_name(self._group_now(a.parent), 'the score')} → in {_name(b.parent, 'the score')}"
        yield from _differs("max", a.maximum, b.maximum)
        yield from _differs("min", a.minimum, b.minimum)
        if a.apart != b.apart:
            yield "no longer counts in the score" if b.apart else "now counts in the score"
        mine, theirs = ({meaning(stream): stream.text for stream in group.resets} for group in (a, b))
        yield from (f"no longer resets on {quoted(text)}" for key, text in mine.items() if key not in theirs)
        yield from (f"now resets on {quoted(text)}" for key, text in theirs.items() if key not in mine)
        yield from self.differing.optional_conditions(a.only_for, b.only_for)

    # --- rules

    def _rule_pairs(self) -> list[RulePair]:
        def in_group(rule: m.Rule) -> tuple[Hashable, ...]:
            return self._group_now(rule.group), self._meaning_before(rule)

        def name(rule: m.Rule) -> Hashable | None:
            return None if rule.name is None else (rule.name, rule.first_day, rule.last_day)

        def in_group_now(rule: m.Rule) -> tuple[Hashable, ...]:
            return rule.group, meaning(rule)

        keys: list[tuple[Key[m.Rule], Key[m.Rule]]] = [
            (name, name),
            (_name_alone, _name_alone),
            (lambda rule: (*in_group(rule), rule.text), lambda rule: (*in_group_now(rule), rule.text)),
            (in_group, in_group_now),
            (self._meaning_before, meaning),
            (lambda rule: (self._group_now(rule.group), rule.text), lambda rule: (rule.group, rule.text)),
            (self._asked, lambda rule: _asked(rule, rule.group, {})),
        ]
        roughly: list[tuple[Key[m.Rule], Key[m.Rule]]] = [
            (
                lambda rule: (self._group_now(rule.group), without_numbers(rule.text)),
                lambda rule: (rule.group, without_numbers(rule.text)),
            )
        ]
        found = paired(self.before.rules, self.after.rules, keys, self._alike, roughly)
        return [RulePair(a, b, a is not None and b is not None and self._is_same(a, b)) for a, b in found]

    def _asked(self, rule: m.Rule) -> Hashable | None:
        return _asked(rule, self._group_now(rule.group), self.groups)

    def _alike(self, a: m.Rule, b: m.Rule) -> float:
        return 0.0 if self._group_now(a.group) != b.group or (a.name and b.name) else rules_alike(a, b)

    def _is_same(self, a: m.Rule, b: m.Rule) -> bool:
        return self._group_now(a.group) == b.group and self._meaning_before(a) == meaning(b)

    def _rules(self, pairs: Sequence[RulePair]) -> Iterator[Change]:
        for pair in pairs:
            a, b = pair.before, pair.after
            if pair.same and a is not None and b is not None:
                self._rule_called(a, b)
                continue
            said: tuple[str, ...] = ()
            if a is not None and b is not None:
                said = told(self._rule_differences(a, b))
            rule = pair.rule
            yield Change(
                Kind.RULE,
                rule.label,
                a and a.text,
                b and b.text,
                said,
                rule.group,
                rule.place,
            )

    def _rule_differences(self, a: m.Rule, b: m.Rule) -> Iterator[str]:
        if self._group_now(a.group) != b.group:
            yield f"moved from {_group(a.group)} to {_group(b.group)}"
        if self._meaning_before(a) != meaning(b):
            yield from (said for said in self.differing.rules(a, b) if said)

    def _rule_called(self, a: m.Rule, b: m.Rule) -> None:
        if a.name != b.name:
            self.renamed.append(f"{quoted(b.label)} was called {quoted(a.label)}")
        self._reason(quoted(b.label), a.because, b.because)
        for p, q in zip(a.all_points(), b.all_points(), strict=False):
            if p.name != q.name and (p.name, q.name) != (a.name, b.name):
                was, now = (_name(points.name, "no name") for points in (p, q))
                self.renamed.append(f"in {quoted(b.label)}: {now} was {was}")
            if (p.because, q.because) != (a.because, b.because):
                self._reason(quoted(q.name or b.label), p.because, q.because)

    def _reason(self, what: str, a: str | None, b: str | None) -> None:
        if a != b:
            was, now = (written_text(text) if text else "none" for text in (a, b))
            self.renamed.append(f"the reason of {what}: {was} → {now}")

    # --- what is made of the points

    def _grade(self) -> Iterator[Change]:
        def lines(model: m.Model, names: Mapping[str, str]) -> list[Hashable]:
            return [(names.get(line.group, line.group) if line.group else None, line.bands) for line in model.grade]

        if lines(self.before, self.groups) == lines(self.after, {}):
            return
        was, now = ([grade_words(line) for line in model.grade] for model in (self.before, self.after))
        said = [d for a, b in zip(self.before.grade, self.after.grade, strict=False) for d in _bands_differ(a, b)]
        yield Change(Kind.GRADE, "grade", "; ".join(was) or None, "; ".join(now) or None, tuple(said))

    def _stages(self) -> Iterator[Change]:
        old = {self.stages.get(stage.name, stage.name): stage for stage in self.before.stages}
        new = {stage.name: stage for stage in self.after.stages}
        for name in [*new, *(name for name in old if name not in new)]:
            a, b = old.get(name), new.get(name)
            one = b or a
            assert one is not None
            said: tuple[str, ...] = ()
            if a is not None and b is not None:
                said = told(self._stage_differences(a, b))
                if not said and self._stage_meaning(a, self.groups) == self._stage_meaning(b, {}):
                    continue
            was = None if a is None else stage_words(a, self.calendars[0])
            now = None if b is None else stage_words(b, self.calendars[1])
            yield Change(Kind.STAGE, one.name, was, now, said, place=one.place)
        kept = [[n for n in names if n in old and n in new] for names in (old, new)]
        if kept[0] != kept[1]:
            yield Change(Kind.STAGE, "their order", ", ".join(kept[0]), ", ".join(kept[1]))

    def _stage_meaning(self, stage: m.Stage, groups: Mapping[str, str]) -> Hashable:
        return stage_meaning(stage, groups, self.stages if groups is self.groups else {})

    def _stage_differences(self, a: m.Stage, b: m.Stage) -> Iterator[str]:
        if a.name != b.name:
            yield f"was called {written_name(a.name)}"
        if (self.stages.get(a.after, a.after) if a.after else None) != b.after:
            yield f"after {_name(a.after, 'no stage')} → after {_name(b.after, 'no stage')}"
        yield from _streams_differ("holds until", a.holds_until, b.holds_until)
        conditions = self._whens(a.whens, b.whens)
        yield from conditions
        yield from self._routes(a.routes, b.routes)

    def _routes(self, a: Sequence[m.Route], b: Sequence[m.Route]) -> Iterator[str]:
        keys: list[tuple[Key[m.Route], Key[m.Route]]] = [(self._meaning_before, meaning), (_queue, _queue)]
        pairs = paired(a, b, keys)
        for old, new in pairs:
            if old is None and new is not None:
                yield f"now also {quoted(route_words(new, self.calendars[1]))}"
            elif new is None and old is not None:
                yield f"no longer {quoted(route_words(old, self.calendars[0]))}"
            elif old is not None and new is not None and self._meaning_before(old) != meaning(new):
                yield from (f"{_queue(new)}: {said}" for said in self._route_differences(old, new))
        position = {id(route): n for n, route in enumerate(a)}  # equal routes are two
        kept = [position[id(old)] for old, new in pairs if old is not None and new is not None]
        if kept != sorted(kept):
            yield "the order of its routes"

    def _route_differences(self, a: m.Route, b: m.Route) -> Iterator[str]:
        was, now = (due_words(route) or "no promised time" for route in (a, b))
        if was != now:
            yield f"{was} → {now}"
        yield from _streams_differ("met by", a.met_by, b.met_by)
        yield from self.differing.optional_conditions(a.only_for, b.only_for)

    def _paired_whens(self, a: Sequence[m.When], b: Sequence[m.When]) -> list[tuple[m.When | None, m.When | None]]:
        def before(when: m.When) -> Hashable:
            return self._meaning_before(when.condition)

        def now(when: m.When) -> Hashable:
            return meaning(when.condition)

        keys: list[tuple[Key[m.When], Key[m.When]]] = [
            (lambda when: (before(when), when.because), lambda when: (now(when), when.because)),
            (before, now),
        ]
        return paired(a, b, keys, _whens_alike)

    def _whens(self, a: Sequence[m.When], b: Sequence[m.When]) -> Iterator[str]:
        for old, new in self._paired_whens(a, b):
            if old is None and new is not None:
                yield f"now also {quoted(f'when {new.text}')}"
            elif new is None and old is not None:
                yield f"no longer {quoted(f'when {old.text}')}"
            elif old is not None and new is not None:
                if self._meaning_before(old.condition) != meaning(new.condition):
                    yield from self.differing.conditions(old.condition, new.condition)
                self._reason(quoted(f"when {new.text}"), old.because, new.because)

    def _disqualifications(self) -> Iterator[Change]:
        for a, b in self._paired_whens(self.before.disqualifications, self.after.disqualifications):
            one = b or a
            assert one is not None
            said: tuple[str, ...] = ()
            if a is not None and b is not None:
                self._reason(quoted(f"disqualify when {b.text}"), a.because, b.because)
                if self._meaning_before(a.condition) == meaning(b.condition):
                    continue
                said = told(self.differing.conditions(a.condition, b.condition))
            was, now_ = (None if w is None else f"disqualify when {w.text}" for w in (a, b))
            yield Change(Kind.DISQUALIFICATION, one.because or one.text, was, now_, said, place=one.place)

    def _segments(self) -> Iterator[Change]:
        """A label that stands several times is for those of any of its conditions."""
        old, new = (_by_label(model.segments) for model in (self.before, self.after))
        for label in [*new, *(label for label in old if label not in new)]:
            a, b = old.get(label), new.get(label)
            if a is not None and b is not None and self._meaning_before(a) == meaning(b):
                continue
            was, now = (c and self._segment(label, c, side) for side, c in enumerate((a, b)))
            said = () if a is None or b is None else told(self.differing.conditions(a, b))
            yield Change(Kind.SEGMENT, label, was, now, said)

    def _segment(self, label: str, condition: m.Condition, side: int) -> str:
        return f"segment {written_text(label)} when {condition_words(condition, self.calendars[side])}"


def _queue(route: m.Route) -> str:
    return f"route to {written_text(route.queue)}"


def _asked(rule: m.Rule, group: str | None, groups: Mapping[str, str]) -> Hashable | None:
    """What a `when … add N` asks for: the points can be others."""
    return (group, meaning(rule.condition, groups)) if isinstance(rule.body, m.Flat) and rule.name is None else None


def _name_alone(rule: m.Rule) -> Hashable | None:
    return rule.name


def _by_label(segments: Sequence[m.Segment]) -> dict[str, m.Condition]:
    found: dict[str, list[m.Condition]] = {}
    for segment in segments:
        found.setdefault(segment.label, []).append(segment.condition)
    return {label: c[0] if len(c) == 1 else m.AnyOf(tuple(c)) for label, c in found.items()}


def _whens_alike(a: m.When, b: m.When) -> float:
    return likeness(a.condition, b.condition, a.text, b.text)


def _differs(what: str, a: int | None, b: int | None) -> Iterator[str]:
    if a != b:
        yield f"{what} {'none' if a is None else points_text(a)} → {'none' if b is None else points_text(b)}"


def _bands_differ(a: m.GradeLine, b: m.GradeLine) -> Iterator[str]:
    mine, theirs = ({band.label: band.threshold for band in line.bands} for line in (a, b))
    if a.group == b.group and list(mine) == list(theirs):
        of = "score" if b.group is None else quoted(b.group)
        for label, threshold in theirs.items():
            yield from _differs(f"{label} by {of} from", mine[label], threshold)


def _streams_differ(what: str, a: m.Stream | None, b: m.Stream | None) -> Iterator[str]:
    if meaning(a) != meaning(b):
        yield f"{what} {_name(a and a.text, 'nothing')} → {_name(b and b.text, 'nothing')}"


def _name(name: str | None, without: str) -> str:
    return without if name is None else quoted(name)


def _group(name: str | None) -> str:
    return "no group" if name is None else f"the group {quoted(name)}"
