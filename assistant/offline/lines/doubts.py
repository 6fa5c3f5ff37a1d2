"""What single readers cannot see: words that restrict more than the rule they were read into, or that were read as a
rule of their own. All that they may restrict is not drafted then."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from ...reading.numbers import Bound, written
from ...reading.outline import Clause, every
from ..conditions.condition import Condition, Fact, Happened, Joined, Points, inside, leaves
from ..names.lexicon import Lexicon
from ..points.besides import event_of
from ..points.statements import Disqualification, IgnoreRule, PointsRule, Span, StageRule, Statement, TableRule
from .drafted import Drafted

_RESTRICTS: Final = re.compile(
    r"\W*(?:but |and |only |just )*(?:not if|not when|not where|not for|not in|not outside|not with|not those|except|"
    r"unless|only|other than|excluding|apart from|not counting|as long as|provided|outside of|not)\b"
    r"(?! (?:an?|leads?|our|interested|welcome|wanted|qualified|mqls?|sqls?|suitable|accepted|allowed|ever|eligible)\b"
    r"| (?:us|sales):)",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"[,;(–—-]\s*(?:but |and )?(?:both |all |each )?(?:only |just )?(?:in|for|if|when|outside|within|inside)\b"
    r"|\((?:not|no|without|except)\b"
    r"|\b(?:only|unless|except|as long as|so long as|provided|but not|other than|excluding|not counting)\b",
    re.IGNORECASE,
)
_OF_ALL: Final = re.compile(r"[\s,(–—-](?:both|all of (?:this|these|it|them|that)|all three|all of the above)\b", re.I)
_BEFORE: Final = re.compile(
    r"\W*(?:but )?(?:only |just )?(?:in|from|outside|inside|for|within|as long as|unless|if|when|among|with|without)\b"
    r"[^,:]*[,:]"
    r"|\W*(?!they\b|it\b|we\b|leads?\b|everyone\b|anyone\b)[^,:\d]*(?:\d[\d.,]*[^,:\d]*)?\b(?:gets?|earns?|receives?|scores?)\b",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"\W*(?:but )?(?:outside|inside|in|for|without|with|if|otherwise|elsewhere|except|unless|when)\b", re.IGNORECASE
)
_ADDING: Final = re.compile(
    r"\+|\b(?:plus|add|adds|added|extra|bonus|more|another|gets?|earns?|gives?|worth|additional(?:ly)?|on top|also)\b",
    re.IGNORECASE,
)
_INSTEAD: Final = re.compile(r"\b(?:but|only|just|instead|rather|merely|otherwise|else)\b", re.IGNORECASE)
_COUNTED: Final = re.compile(
    r"\W*(?:\d+|one|two|three|four|five|six|ten)\+?(?: or more)? (?:visits?|views|calls|requests|times|sessions)\W+"
    r"(?:\d|=|gets?|points)",
    re.IGNORECASE,
)
_N_OF: Final = re.compile(
    r"\b(?:any|at least) (?:two|three|four|2|3|4) of\b(?: (?:the|these|those|them|our))*[^,\n]*,", re.IGNORECASE
)
_IS_LEFT_OUT: Final = re.compile(r"\b(?:excluded|excepted|exempt|left out|not counted|not included)\b", re.IGNORECASE)
_MUST: Final = re.compile(r"\b(?:only|must|has to|have to|needs?|requires?|never|not|except|unless|without)\b", re.I)
_OUT: Final = re.compile(
    r"\b(?:disqualif\w*|dq\w*|kick|reject\w*|remove\w*|drop\w*|never|banned|"
    r"(?:are|is|be|goes?|=|:|→) ?out)\b",
    re.IGNORECASE,
)


def doubtful(drafted: Drafted, clauses: Sequence[Clause], text: str, lexicon: Lexicon) -> list[Span]:
    """The parts of the definition of which nothing is to be drafted."""
    seen = _Seen(drafted, clauses, text, lexicon)
    found = [*seen.read_as_a_bar(), *seen.bound_to_one(), *seen.of_one_stage(), *seen.other_thresholds()]
    found += [*seen.of_which_one_counts(), *seen.that_never_hold(), *seen.of_a_list_of_bars()]
    return [*found, *(s.span for s in seen.points if isinstance(s, TableRule) and _comes_too_late(s))]


def adding_up(drafted: Drafted, lexicon: Lexicon) -> list[str]:
    """What is told of rules of which one holds wherever the other does: quiet times, some events of those of a kind."""
    flat = [
        (s.condition.source, written(s.effect.amount or Decimal(0))) for g in drafted.groups for s in g.statements
        if isinstance(s, PointsRule) and isinstance(s.condition, Happened) and not s.condition.negated
        and s.condition.bound is None
    ]  # fmt: skip
    told = [
        f"`{part}` gives its {points} beside the {other} for any `{whole}`"
        for whole, other in flat
        for part, points in flat
        if part != whole and whole == event_of(part, lexicon)
    ]
    quiet = [
        s for g in drafted.groups for s in g.statements
        if isinstance(s, PointsRule) and isinstance(s.condition, Happened) and s.condition.negated
        and s.condition.window and not s.effect.has_tally
    ]  # fmt: skip
    found: dict[str, int] = {}
    for s in quiet:
        assert isinstance(s.condition, Happened)
        found[s.condition.source] = found.get(s.condition.source, 0) + 1
    return told + [
        f"the points for no `{source.strip('`')}` add up: a lead that is quiet for the longest time loses or gets all "
        "of them"
        for source, times in found.items()
        if times > 1
    ]


class _Seen:
    """The statements of a definition beside its words."""

    def __init__(self, drafted: Drafted, clauses: Sequence[Clause], text: str, lexicon: Lexicon) -> None:
        self.text, self.lexicon, self.clauses = text, lexicon, clauses
        self.points = [s for g in drafted.groups for s in g.statements]
        self.stages = [s for s in drafted.others if isinstance(s, StageRule)]
        self.bars = [s for s in drafted.others if isinstance(s, Disqualification)]
        self.all: list[Statement] = [*self.points, *drafted.others]

    def read_as_a_bar(self) -> Iterator[Span]:
        """ "Not if they are outside the US" behind a rule restricts it, and disqualifies nobody."""
        yield from self._left_out()
        tops = {c.start: c for c in self.clauses}
        for bar in self.bars:
            clause = tops.get(bar.span.start)
            said = self.text[bar.span.start : bar.span.end]
            if clause is None or not _RESTRICTS.match(said) or _OUT.search(said):
                continue
            before = [c for c in self.clauses if c.start < clause.start and self._is_near(c, clause)]
            if before:
                yield Span(before[0].start, bar.span.end)

    def _left_out(self) -> Iterator[Span]:
        """ "1 point per page view, careers excluded": of the events, not of the leads."""
        for bar in self.bars:
            said = self.text[bar.span.start : bar.span.end]
            if not isinstance(bar.condition, Happened) or not _IS_LEFT_OUT.search(said):
                continue
            event = event_of(bar.condition.source, self.lexicon)
            for s in self.points:
                of_same = any(
                    isinstance(c, Happened) and event_of(c.source, self.lexicon) == event
                    for c in leaves(getattr(s, "condition", Joined("all", ())))
                )
                if of_same and "\n" not in self.text[s.span.start : bar.span.end]:
                    yield Span(s.span.start, bar.span.end)

    def sentences(self) -> Iterator[Span]:
        """Clauses with nothing but commas and small words between them, as one."""
        last: Span | None = None
        for clause in every(self.clauses):
            between = self.text[last.end : clause.start] if last is not None else ""
            if last is not None and clause.start >= last.end and not re.search(r"[.;\n!?:|]", between):
                last.end = clause.end
                continue
            if last is not None:
                yield last
            last = Span(clause.start, clause.end)
        if last is not None:
            yield last

    def of_a_list_of_bars(self) -> Iterator[Span]:
        """ "We don't want: A; B; C": what stands behind a semicolon is kept out as well, and makes nobody a lead."""
        for stage in self.stages:
            said = self.text[stage.span.start : stage.span.end]
            if re.search(rf"\b{re.escape(stage.name)}s?\b|qualif|\b(?:lead|stage)s?\b", said, re.IGNORECASE):
                continue
            for bar in self.bars:
                between = self.text[bar.span.end : stage.span.start]
                if bar.span.end <= stage.span.start and re.fullmatch(r"[^\n.]*;[^\n.]*", between):
                    yield Span(bar.span.start, stage.span.end)

    def _is_near(self, before: Clause, clause: Clause) -> bool:
        """Whether they may be meant; of sentences in one line, only that line."""
        between = self.text[before.start : clause.start]
        line = self.text[: clause.start].rpartition("\n")[2]
        return "\n" not in between if line.strip(" -*•–") else True

    def bound_to_one(self) -> Iterator[Span]:
        """ "A 20 and B 10, as long as …", "In the US, A 20 and B 10": what may be meant of both is read of one."""
        for clause in self.sentences():
            inside = [s for s in self.points if clause.start <= s.span.start < clause.end]
            inside.sort(key=lambda s: s.span.start)
            if len(inside) < 2:
                continue
            parts = [self.text[s.span.start : s.span.end] for s in inside]
            tail = self.text[inside[-1].span.start : clause.end]
            behind = _restricted_behind(tail) and not any(_restricted_behind(p) for p in parts[:-1])
            before = _BEFORE.match(parts[0]) and not any(_BEFORE.match(p) for p in parts[1:])
            is_one = (behind and _is_narrow(inside[-1])) or (before and _is_narrow(inside[0]))
            if (is_one and not all(map(_is_narrow, inside))) or (
                _OF_ALL.search(tail) and any(map(_is_narrow, inside)) and not all(map(_is_narrow, inside))
            ):
                yield Span(clause.start, clause.end)

    def of_one_stage(self) -> Iterator[Span]:
        """ "SQL from 80. SQL only with a meeting.": the second is no other way to it."""
        for stage in self.stages:
            others = [s for s in self.stages if s.name == stage.name and s is not stage]
            said = self.text[stage.span.start : stage.span.end]
            if others and _MUST.search(said.partition(stage.name)[2] or said) and self._is_score(stage, others):
                yield from (s.span for s in (stage, *others))

    @staticmethod
    def _is_score(stage: StageRule, others: Iterable[StageRule]) -> bool:
        return any(isinstance(c, Points) for s in (stage, *others) for c in leaves(s.condition))

    def other_thresholds(self) -> Iterator[Span]:
        """ "MQL at 50 points. Outside the US: 80.": another threshold, not 80 points."""
        for clause in self.clauses:
            inside = [s for s in self.points if clause.start <= s.span.start < clause.end]
            said = self.text[clause.start : clause.end]
            before = [s for s in self.stages if s.span.end <= clause.start]
            if not inside or not before or not _ELSEWHERE.match(said) or _ADDING.search(said):
                continue
            stage = max(before, key=lambda s: s.span.end)
            bounds = [c.bound.low for c in leaves(stage.condition) if isinstance(c, Points)]
            between = self.text[stage.span.end : clause.start]
            if bounds and not re.search(r"[\w\n]", between):
                yield Span(stage.span.start, clause.end)

    def of_which_one_counts(self) -> Iterator[Span]:
        """ "Form submit 10, but newsletter 2": the second takes the place of the first."""
        for clause in self.sentences():
            inside = [s for s in self.points if isinstance(s, PointsRule) and clause.start <= s.span.start < clause.end]
            for s in inside:
                for other in inside:
                    if other is not s and self._is_said_of(s, other):
                        yield Span(clause.start, clause.end)
                    elif other is not s and self._is_within(s.condition, other.condition):
                        between = self.text[clause.start : clause.end]
                        if not _ADDING.search(between) and (_INSTEAD.search(between) or _is_attended(other.condition)):
                            yield Span(clause.start, clause.end)

    def that_never_hold(self) -> Iterator[Span]:
        """A lead is of one country and of one industry: a rule that asks for two can never hold, nor one that asks for
        events that are ignored."""
        for ignored in [s for s in self.all if isinstance(s, IgnoreRule)]:
            for s in self.points:
                condition = _condition(s)
                parts = [] if condition is None else [c for c in leaves(condition) if isinstance(c, Happened)]
                if any(event_of(c.source, self.lexicon) == ignored.source and not c.negated for c in parts):
                    yield from (ignored.span, s.span)
        for s in self.all:
            condition = _condition(s)
            said = self.text[s.span.start : s.span.end]
            if condition is None:
                continue
            if any(never_together(parts, " + " in said) for parts in _alls(condition)) or _is_misread(said, condition):
                yield Span(s.span.start, s.span.end)

    def _is_said_of(self, first: PointsRule, second: PointsRule) -> bool:
        """ "Branch visit 20 points, two visits 30 points": of the same events, and not of others with that noun."""
        a, b = first.condition, second.condition
        said = self.text[second.span.start : second.span.end]
        if first.span.start >= second.span.start or not isinstance(a, Happened) or not isinstance(b, Happened):
            return False
        return _COUNTED.match(said) is not None and event_of(a.source, self.lexicon) != event_of(b.source, self.lexicon)

    def _is_within(self, whole: Condition, part: Condition) -> bool:
        """Whether whoever did the second did the first as well, by the same event."""
        if not isinstance(whole, Happened) or not isinstance(part, Happened) or whole.negated or part.negated:
            return False
        return whole.source != part.source and whole.source == event_of(part.source, self.lexicon)


def _comes_too_late(table: TableRule) -> bool:
    """ "EU 10, Germany 15": of a table the first row holds, so that nobody would ever get the 15."""
    before: list[tuple[bool, set[str]]] = []
    for row, _ in table.rows:
        mentions, mine = row.startswith("mentions"), set(re.findall(r'"([^"]*)"', row))
        for is_mentioned, theirs in before:
            if mentions and is_mentioned and any(f" {t} " in f" {m} " and t != m for t in theirs for m in mine):
                return True
            if mentions == is_mentioned and len(theirs) > len(mine) and theirs & mine:
                return True
        before.append((mentions, mine))
    return False


def _restricted_behind(said: str) -> bool:
    """Whether words behind the points restrict: not "20 if they …", where they are all there is."""
    return any(m.start() > 2 and re.search(r"\d", said[: m.start()]) for m in _BEHIND.finditer(said)) and not re.match(
        r"\W*\d+(?: points| pts)? (?:if|when|only if|only for|for|in|unless)\b[^,;()]*$", said
    )


def _is_narrow(statement: Statement) -> bool:
    """Whether its condition has a part that may have been meant of others, too."""
    return not isinstance(statement, TableRule) and isinstance(c := _condition(statement), Joined) and c.least == "all"


def _condition(statement: Statement) -> Condition | None:
    return getattr(statement, "condition", None)


def _alls(condition: Condition) -> Iterator[Sequence[Condition]]:
    """The parts of each of its conjunctions."""
    return (c.parts for c in inside(condition) if isinstance(c, Joined) and c.least == "all")


def _is_attended(condition: Condition) -> bool:
    return isinstance(condition, Happened) and condition.source.endswith(" is true]")


def never_together(parts: Sequence[Condition], is_added: bool = False) -> bool:
    """Whether two of the parts ask for different single values of one field; or, of "VP + director", for two titles."""
    values: dict[str, set[str]] = {}
    for p in parts:
        m = re.fullmatch(r'([\w`]+) (is|mentions(?: any of)?) (["(].*)', p.text) if isinstance(p, Fact) else None
        if m is not None and (m[2] == "is" or is_added):
            values.setdefault(m[1], set()).add(m[3])
    return any(len(v) > 1 for v in values.values()) or _are_apart(parts)


def _are_apart(parts: Sequence[Condition]) -> bool:
    """Whether a number would have to be in two bands that have nothing in common."""
    bands: dict[str, list[Bound]] = {}
    for p in parts:
        if isinstance(p, Fact) and p.bound is not None:
            bands.setdefault(p.field, []).append(p.bound)
    for several in bands.values():
        lows = [b.low for b in several if b.low is not None]
        highs = [b.high for b in several if b.high is not None]
        if lows and highs and max(lows) > min(highs):
            return True
    return False


def _is_misread(said: str, condition: Condition) -> bool:
    """ "any two of A, B and C" was read, and nothing in it asks for two of several."""
    if not _N_OF.search(said):
        return False
    return not any(isinstance(c, Joined) and isinstance(c.least, int) for c in inside(condition))
