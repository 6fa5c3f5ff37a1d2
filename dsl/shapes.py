"""The shape of every statement: a header, and entries below it, each of which begins a line."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import assert_never

from . import nodes as n
from .layout import Break, Group, Nest, Piece, flat
from .wording import Wording, name, term, text


@dataclass(slots=True, eq=False)
class Entry:
    """What begins a line. If all entries of a block have ``cells`` and fit, these stand below each other."""

    start: int
    end: int
    piece: Piece
    cells: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Shape:
    """A statement. ``deeper``: if a line ends at this break, the entries are indented by two more."""

    statement: n.Statement
    header: Entry
    entries: list[Entry] = field(default_factory=list[Entry])
    deeper: Break | None = None


def shape(s: n.Statement, w: Wording) -> Shape:
    match s:
        case n.Model(label, clauses):
            header = Entry(s.span.start, label.span.end, f"model {text(label)}")
            return Shape(s, header, [_entry(c, w.clause(c)) for c in clauses])
        case n.Use(file):
            return _single(s, f"use {text(file)}")
        case n.Lead(fields):
            return Shape(s, _keyword(s, "lead"), [_declared(d) for d in fields])
        case n.Event(label, description, properties):
            last = description or label
            words = f"event {name(label)}" + (f" {text(description)}" if description else "")
            return Shape(s, Entry(s.span.start, last.span.end, words), [_declared(p) for p in properties])
        case n.Signal(label, sources):
            return _single(s, *_assigned(f"signal {name(label)}", "=", _signal(sources, w)))
        case n.ListOf(label):
            return _single(s, *_assigned(f"list {name(label)}", "=", w.listed(s)))
        case n.ListFrom(label, file):
            return _single(s, *_assigned(f"list {name(label)}", "from", text(file)))
        case n.Let(label, value):
            return _single(s, *_assigned(f"let {name(label)}", "=", term(value)))
        case n.Define(label, condition):
            gap = Break(label.span.end, condition.span.start)
            left, right = f"define {name(label)}", w.condition(condition)
            return _single(s, Group((f"{left} =", Nest((gap, right)))), (left, f"= {flat(right)}"))
        case n.Ignore(source, because):
            return _single(s, _with_reason(("ignore ", w.source(source)), source, because, w))
        case n.Group(label, clauses, only_for):
            return _single(s, Nest(_clauses(f"group {name(label)}", label, clauses, only_for, w)))
        case n.Grade(lines):
            return Shape(s, _keyword(s, "grade"), [_grade_line(line, w) for line in lines])
        case n.Stage():
            return _stage(s, w)
        case n.Disqualify(condition, because):
            return _single(s, _conditional("disqualify when ", condition, _reason(condition, because, w), w))
        case n.Segment(label, condition):
            gap = Break(label.span.end, condition.span.start)
            return _single(s, Group((f"segment {text(label)}", Nest((gap, _led("when ", condition, w))))))
        case n.Test(label, at, steps):
            words = f"test {text(label)}" + (f" at {term(at)}" if at else "")
            header = Entry(s.span.start, (at or label).span.end, words)
            return Shape(s, header, [_entry(step, _step(step, w)) for step in steps])
        case n.Rule(condition, body):
            return _rule(s, condition, body, w)
        case _:
            assert_never(s)


def _entry(node: n.Node, piece: Piece, cells: tuple[str, ...] = ()) -> Entry:
    return Entry(node.span.start, node.span.end, piece, cells)


def _single(s: n.Statement, piece: Piece, cells: tuple[str, ...] = ()) -> Shape:
    return Shape(s, _entry(s, piece, cells))


def _keyword(s: n.Statement, word: str) -> Entry:
    return Entry(s.span.start, s.span.start + len(word), word)


def _assigned(left: str, sign: str, right: Piece) -> tuple[Piece, tuple[str, ...]]:
    return (f"{left} {sign} ", right), (left, f"{sign} {flat(right)}")


def _declared(d: n.Declared) -> Entry:
    cells = (name(d.name), d.type, *([text(d.description)] if d.description else []))
    return _entry(d, " ".join(cells), cells)


def _signal(sources: tuple[n.Source, ...], w: Wording) -> Group:
    pieces: list[Piece] = []
    for before, source in pairwise(sources):
        pieces += (Break(before.span.end, source.span.start), "or ", w.source(source))
    return Group((w.source(sources[0]), Nest(tuple(pieces))))


def _grade_line(line: n.GradeLine, w: Wording) -> Entry:
    of = "score" if line.of is None else name(line.of)
    bands = w.separated(line.bands)
    return _entry(line, (of, "  ", Nest(bands)), (of, flat(bands)))


def _clauses(
    words: str, after: n.Node, clauses: tuple[n.Clause, ...], only_for: n.Condition | None, w: Wording
) -> Group:
    """Clauses behind ``words``. If they do not fit, `for` begins a line; if that is not enough, each does."""
    pieces: list[Piece] = []
    end = after.span.end
    for c in clauses:
        pieces += (Break(end, c.span.start), w.clause(c))
        end = c.span.end
    line = Group((words, Nest(tuple(pieces))))
    if only_for is None:
        return line
    return Group((line, Nest((Break(end, only_for.span.start), _led("for ", only_for, w)))))


def _stage(s: n.Stage, w: Wording) -> Shape:
    last = s.clauses[-1] if s.clauses else s.name
    words = Nest(_clauses(f"stage {name(s.name)}", s.name, s.clauses, None, w))
    entries: list[Entry] = []
    end = last.span.end
    for number, way in enumerate(s.whens):
        start = w.find("or" if number else "when", end)
        piece = _conditional(
            "or when " if number else "when ", way.condition, _reason(way.condition, way.because, w), w
        )
        entries.append(Entry(start, way.span.end, piece))
        end = way.span.end
    for r in s.routes:
        entries.append(_entry(r, _clauses(f"route to {text(r.queue)}", r.queue, r.clauses, r.only_for, w)))
    return Shape(s, Entry(s.span.start, last.span.end, words), entries)


def _reason(after: n.Node, because: n.Because | None, w: Wording) -> tuple[Piece, ...]:
    if because is None:
        return ()
    return (Break(after.span.end, because.span.start), f"because {text(because.text)}")


def _with_reason(piece: Piece, after: n.Node, because: n.Because | None, w: Wording) -> Piece:
    return (piece, Group(Nest(_reason(after, because, w))))


def _led(word: str, condition: n.Condition, w: Wording) -> Piece:
    """A condition behind a word; lines that begin with `and` or `or` are indented."""
    piece = w.condition(condition)
    return (word, Nest(piece) if isinstance(condition, n.Either | n.Both) else piece)


def _conditional(word: str, condition: n.Condition, rest: tuple[Piece, ...], w: Wording) -> Piece:
    """A condition behind a word, and what follows it after a break.

    If `and`, `or`, `then` may end lines, what follows then begins one, too; a condition that only ends lines within
    brackets may be followed by it on the line of the closing one.
    """
    led = _led(word, condition, w)
    if isinstance(condition, n.Either | n.Both | n.Sequence):
        return Group((led, Nest(rest)))
    return (led, Group(Nest(rest)))


def _step(s: n.Step, w: Wording) -> Piece:
    match s:
        case n.GivenLead(fields):
            start = fields[0].span.start
            return Group(("given lead", Nest((Break(w.find("lead", s.span.start) + 4, start), w.separated(fields)))))
        case n.GivenEvent(source, properties, times, ago):
            pieces: list[Piece] = []
            end = source.span.end
            if properties:
                pieces += (Break(end, properties[0].span.start), "with ", Nest(w.separated(properties)))
                end = properties[-1].span.end
            when: list[Piece] = []
            if times:
                when.append(f"{term(times)} times")
            if times and ago:
                when.append(Break(times.span.end, ago.span.start))
            if ago:
                when.append(f"{term(ago)} ago")
            if first := times or ago:
                pieces += (Break(end, first.span.start), Group(tuple(when)))
            return Group(("given ", w.source(source), Nest(tuple(pieces))))
        case n.Wait(duration):
            return f"wait {term(duration)}"
        case n.Expect(condition):
            return _led("expect ", condition, w)
        case n.ExpectRule(label, fires):
            return f"expect {name(label)} {'fires' if fires else 'silent'}"
        case _:
            assert_never(s)


# --- rules


def _rule(s: n.Rule, condition: n.Condition | None, body: n.Effect | n.Tally | n.Table | n.Choose, w: Wording) -> Shape:
    piece, end, entries = _body(body, w)
    if condition is None:
        return Shape(s, Entry(s.span.start, end, piece), entries)
    gap = Break(condition.span.end, body.span.start)
    return Shape(s, Entry(s.span.start, end, _conditional("when ", condition, (gap, piece), w)), entries, gap)


def _body(body: n.Effect | n.Tally | n.Table | n.Choose, w: Wording) -> tuple[Piece, int, list[Entry]]:
    """The first line of a rule's body, where it ends, and the entries below."""
    match body:
        case n.Effect():
            return w.effect(body), body.span.end, []
        case n.Tally(kind, counted, windows, effect):
            end = windows[-1].span.end if windows else counted.span.end
            rest = Group(Nest((Break(end, effect.span.start), w.effect(effect))))
            return (f"{kind} ", w.counted(counted), w.windows(windows), rest), body.span.end, []
        case n.Table(measure, windows, modifiers, rows):
            end = windows[-1].span.end if windows else measure.span.end
            more = Group(Nest(Nest(w.modifiers(end, modifiers))))
            end = modifiers[-1].span.end if modifiers else end
            return ("by ", w.measure(measure), w.windows(windows), more), end, [_row(r, w) for r in rows]
        case n.Choose(modifiers, branches):
            start = body.span.start + len("choose")
            more = Group(Nest(Nest(w.modifiers(start, modifiers))))
            end = modifiers[-1].span.end if modifiers else start
            return ("choose", more), end, [_branch(b, w) for b in branches]
        case _:
            assert_never(body)


def _row(row: n.Row, w: Wording) -> Entry:
    if row.key is None:
        return _otherwise(row, row.effect, w)
    key, effect = w.key(row.key), w.effect(row.effect)
    gap = Break(row.key.span.end, row.effect.span.start)
    return _entry(row, (key, Group(Nest((gap, effect)))), (flat(key), flat(effect)))


def _branch(branch: n.Branch, w: Wording) -> Entry:
    if branch.condition is None:
        return _otherwise(branch, branch.effect, w)
    effect = w.effect(branch.effect)
    gap = Break(branch.condition.span.end, branch.effect.span.start)
    piece = _conditional("if ", branch.condition, (gap, effect), w)
    return _entry(branch, piece, (f"if {flat(w.condition(branch.condition))}", flat(effect)))


def _otherwise(node: n.Row | n.Branch, effect: n.Effect, w: Wording) -> Entry:
    piece = w.effect(effect)
    gap = Break(node.span.start + len("otherwise"), effect.span.start)
    return _entry(node, ("otherwise", Group(Nest((gap, piece)))), ("otherwise", flat(piece)))
