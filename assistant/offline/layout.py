"""Statements as text: laid out, named, each with the words that it carries out; checked against the project's names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from ...dsl.format import format_source
from ...dsl.parse import parse_text
from ...dsl.source import SourceText
from ...dsl.words import RESERVED, written_name, written_text
from ..drafts import Quote
from ..reading.numbers import written
from .conditions.condition import Condition, Fact, Happened, Joined, Points, Steps, joined, leaves, tail, text
from .lines.drafted import Drafted
from .names.lexicon import Lexicon
from .points.effects import Effect, shown
from .points.statements import (
    ChooseRule,
    Disqualification,
    GradeRule,
    IgnoreRule,
    PointsRule,
    SegmentRule,
    Span,
    StageRule,
    Statement,
    TableRule,
    TermRule,
)

_LONGEST: Final = 100


@dataclass(slots=True)
class Piece:
    """One statement as text, unformatted, with the words that it carries out."""

    text: str
    span: Span | None
    statement: Statement | None = None


@dataclass(slots=True)
class Laid:
    rules: str
    quotes: tuple[Quote, ...] = ()
    pieces: list[Piece] = field(default_factory=list[Piece])


class Layout:
    """``definition``: the text as it was typed; ``needs_group``: rules cannot stand behind what is there
    without one."""

    def __init__(self, definition: str, lexicon: Lexicon, needs_group: bool) -> None:
        self.definition = definition
        self.lexicon = lexicon
        self.needs_group = needs_group
        names = lexicon.names
        self.taken = {n.name for n in names.names if n.kind != "stage"}
        self.rules = set(names.rules)
        self.stages = {n.name for n in names.of("stage")}

    def pieces(self, drafted: Drafted) -> list[Piece]:
        found: list[Piece] = []
        for s in drafted.others:
            if isinstance(s, TermRule):
                found.append(Piece(f"define {written_name(s.name)} = {text(s.condition)}", s.span, s))
            elif isinstance(s, IgnoreRule):
                found.append(Piece(f"ignore {s.source} because {self._quoted(s.span)}", s.span, s))
        groups = sorted(drafted.groups, key=lambda g: bool(g.name))
        has_named = any(g.name for g in groups)
        parent = ""
        for group in groups:
            if not group.statements:
                continue
            name = group.name
            if not name and (self.needs_group or group.resets or (drafted.total is not None and not has_named)):
                name = "lead_points"
            limit = group.limit if group.limit is not None else None
            span = group.span
            if drafted.total is not None and not parent:
                if len([g for g in groups if g.statements]) == 1 and limit is None:
                    limit, span = drafted.total.limit, drafted.total.span
                else:
                    parent = _unique("lead_points", self.taken)
                    found.append(Piece(self._group(parent, None, drafted.total.limit), drafted.total.span))
                    name = "" if name == "lead_points" else name
            if name or group.only is not None:
                is_one = bool(name) and sum(g.name == group.name and bool(g.statements) for g in groups) == 1
                only = group.only
                found.append(Piece(self._group(name, parent, limit, only, group.resets, is_one), span))
            for statement in group.statements:
                found += self._points(statement)
        stages: dict[str, list[StageRule]] = {}
        for s in drafted.others:
            if isinstance(s, StageRule):
                stages.setdefault(s.name, []).append(s)
        for s in drafted.others:
            if isinstance(s, GradeRule):
                found.append(Piece(self._grade(s), s.span, s))
        for name, several in _in_order(stages):
            found.append(Piece(self._stage(name, several), several[0].span, several[0]))
        for s in drafted.others:
            match s:
                case Disqualification(condition, span):
                    found.append(Piece(f"disqualify when {text(condition)} because {self._quoted(span)}", span, s))
                case SegmentRule(label, condition, span):
                    found.append(Piece(f"segment {written_text(label)} when {text(condition)}", span, s))
                case _:
                    pass
        return found

    def laid(self, pieces: Sequence[Piece]) -> Laid | None:
        """The pieces laid out, and which line carries out which words; None if they cannot be read back."""
        source = SourceText("draft.lead", "\n".join(p.text for p in pieces) + "\n")
        formatted = format_source(source).text
        parsed = parse_text(formatted, "draft.lead")
        if parsed.diagnostics or len(parsed.file.statements) != len(pieces):
            return None
        quotes: list[Quote] = []
        for piece, statement in zip(pieces, parsed.file.statements, strict=True):
            line = parsed.source.position(statement.span.start)[0]
            if piece.span is not None:
                quotes.append(Quote(line, self.definition[piece.span.start : piece.span.end]))
        return Laid(formatted, tuple(quotes), list(pieces))

    # --- statements

    def _group(
        self,
        name: str,
        parent: str | None,
        limit: Decimal | None,
        only: Condition | None = None,
        resets: str = "",
        is_one: bool = False,
    ) -> str:
        if only is not None and not is_one:
            name = "_".join([name or "lead_points", *self._names(only)[:1]])
        own = _unique(name, self.taken)
        self.taken.add(own)
        inside = f" in {written_name(parent)}" if parent else ""
        return (
            f"group {written_name(own)}{inside}"
            + (f" max {written(limit)}" if limit is not None else "")
            + (f" resets on {resets}" if resets else "")
            + (f" for {text(only)}" if only is not None else "")
        )

    def _points(self, statement: Statement) -> Iterable[Piece]:
        match statement:
            case ChooseRule(span=span):
                name = self._name([n for c, _ in statement.conditions for n in self._names(c)[:1]])
                body = " ".join(f"if {text(c)} {shown(n)}" for c, n in statement.conditions)
                body += f" otherwise {shown(statement.rest)}" if statement.rest is not None else ""
                yield Piece(f"choose as {name} because {self._quoted(span)} {body}", span, statement)
            case TableRule(of, rows, span, called):
                name = self._name([called or of.strip("`")])
                body = " ".join(f"{row} {shown(n)}" for row, n in rows)
                yield Piece(f"by {of} as {name} because {self._quoted(span)} {body}", span, statement)
            case PointsRule(condition, effect, span):
                if effect.each or effect.fade:
                    yield from self._tallies(condition, effect, span, statement)
                else:
                    names = self._names(condition)
                    amount = shown(effect.amount or Decimal(0))
                    yield Piece(
                        f"when {text(condition)} {amount} as {self._name(names)} because {self._quoted(span)}",
                        span,
                        statement,
                    )
            case _:
                pass

    def _tallies(self, condition: Condition, effect: Effect, span: Span, statement: Statement) -> Iterable[Piece]:
        parts = condition.parts if isinstance(condition, Joined) else (condition,)
        events = [p for p in parts if isinstance(p, Happened) and not p.negated]
        facts = [p for p in parts if p not in events]
        head = f"when {text(joined('all', facts))} " if facts else ""
        for event in events:
            limit = effect.limit
            if limit is None and effect.limit_times is not None and effect.amount is not None:
                limit = abs(effect.amount) * effect.limit_times
            words = [
                f"{head}{'each' if effect.each else 'latest'} {event.source}",
                tail(event.window).strip(),
                shown(effect.amount or Decimal(0)),
                f"once per {self._period(effect.once_per, event.source)}" if effect.once_per else "",
                effect.fade,
                f"up to {written(limit)}" if limit is not None else "",
                f"as {self._name([event.name or event.source])}",
                f"because {self._quoted(span)}",
            ]
            yield Piece(" ".join(w for w in words if w), span, statement)

    def _period(self, once_per: str, source: str) -> str:
        if not once_per.startswith("property:"):
            return once_per
        found = next((s for s in self.lexicon.sources if s.written == source.split("[")[0]), None)
        wanted = once_per.removeprefix("property:")
        names = [p.name for p in found.properties] if found else []
        for name in (wanted, wanted.rstrip("s"), "title", "path", "url", "name", "campaign"):
            if name in names:
                return written_name(name)
        return "nothing"

    def _grade(self, grade: GradeRule) -> str:
        labels = [(written_name(label), least) for label, least in grade.bands]
        bands = ", ".join(label if least is None else f"{label} from {written(least)}" for label, least in labels)
        return f"grade {written_name(grade.of) if grade.of != 'score' else 'score'} {bands}"

    def _stage(self, name: str, several: Sequence[StageRule]) -> str:
        after = next((s.after for s in several if s.after), "")
        whens = " or ".join(f"when {text(s.condition)} because {self._quoted(s.span)}" for s in several)
        holds = next((f" holds until {s.holds}" for s in several if s.holds), "")
        return f"stage {written_name(name)}" + (f" after {written_name(after)}" if after else "") + f"{holds} {whens}"

    # --- names and words

    def _names(self, condition: Condition) -> list[str]:
        found: list[str] = []
        for c in leaves(condition):
            match c:
                case Happened(name=name, source=source):
                    found.append(("no_" if c.negated and not name.startswith("no_") else "") + (name or source))
                case Fact(name=name):
                    found.append(name)
                case Steps(sources=sources):
                    found.append("_then_".join(s.split("[")[0] for s in sources))
                case _:
                    pass
        return found or ["points"]

    def _name(self, words: Sequence[str]) -> str:
        plain = "_and_".join(re.sub(r"\W+", "_", w.split("[")[0]).strip("_").lower() for w in words[:2])
        plain = re.sub(r"_+", "_", plain)[:48].strip("_") or "points"
        if plain[0].isdigit():
            plain = f"n{plain}"
        own = _unique(plain, self.rules)
        self.rules.add(own)
        return written_name(own)

    def _quoted(self, span: Span) -> str:
        """The words as they were typed, on one line and not too long: still a part of the definition."""
        words = self.definition[span.start : span.end].split("\n")[0].strip("\r ")
        if len(words) > _LONGEST:
            words = words[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:")
        clean = re.split(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\x85]", words)[0].rstrip()
        return written_text(clean)


def _in_order(stages: dict[str, list[StageRule]]) -> list[tuple[str, list[StageRule]]]:
    """A stage behind the one that it comes after."""
    usual = ("MEL", "MQL", "PQL", "SAL", "SQL")
    found = list(stages.items())
    for rank in (
        {name: i for i, name in enumerate(usual) if name in stages},
        {name: low for name, several in found if (low := _least_points(several)) is not None},
    ):
        places = [i for i, (name, _) in enumerate(found) if name in rank]
        for i, item in zip(places, sorted((found[i] for i in places), key=lambda item: rank[item[0]]), strict=True):
            found[i] = item
    return found


def _least_points(several: Sequence[StageRule]) -> Decimal | None:
    """The points that a stage asks for, if it asks for nothing else."""
    lows = [s.condition.bound.low if isinstance(s.condition, Points) else None for s in several]
    return lows[0] if len(lows) == 1 else None


def _unique(name: str, taken: set[str]) -> str:
    if name in RESERVED:
        name = f"{name}_rule"
    if name not in taken:
        return name
    return next(f"{name}_{n}" for n in range(2, 10_000) if f"{name}_{n}" not in taken)
