"""What `leadwright plan` tells, whatever it is written as: sections of lines and tables, the most important first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..engine.report import counted

if TYPE_CHECKING:
    from ..dsl.source import Place
    from ..engine.changes.changed import Change, Comparison
    from ..engine.changes.effects import Effects, RuleEffect
    from ..engine.changes.movers import Mover
    from ..engine.changes.moves import Moves
    from ..engine.changes.scoring import Tried

_LONGEST_ID = 60
_REASONS = 4
_SUCH_AS = 5


class Code(str):
    """A name, an id, words of a rule: shown as they are."""

    __slots__ = ()


Cell = str | tuple[str, ...]
"""A text, or several that follow each other; any may be ``Code``."""


@dataclass(frozen=True, slots=True)
class Table:
    """``numbers``: the columns that stand to the right. ``leads``: the id of the lead that each row is about."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int]
    more: int = 0
    """Rows that are left out."""
    leads: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """A statement: what is said of it, and its words before and after. ``is_told``: what is said of it is all that
    differs, and the words are long."""

    how: str
    said: str
    before: str | None
    after: str | None
    is_told: bool
    place: "Place | None" = None


@dataclass(frozen=True, slots=True)
class Section:
    """``folded``: details that a page may hide until somebody asks."""

    title: str
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    changes: tuple[Changed, ...] = ()
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """All there is to tell. ``notes``: what to know about it. ``places``: where each change stands, for programs."""

    sentence: str
    before: str
    after: str
    comparison: "Comparison"
    tried: "Tried | None"
    notes: tuple[str, ...] = ()
    places: tuple[str | None, ...] = ()


def subtitle(told: Told) -> str:
    """What was compared, on what."""
    from ..dsl.values import time_text

    sides = f"{told.before} → {told.after}"
    if told.tried is None:
        return sides
    effects = told.tried.effects
    return f"{sides}, on {counted(effects.leads, 'lead')} as of {time_text(effects.as_of)}"


def sections(told: Told, most: int, longest: int) -> Iterator[Section]:
    """``most``: rows of a table and statements that are shown at most; ``longest``: letters of a statement."""
    tried = told.tried
    effects = None if tried is None or not tried.effects.leads else tried.effects
    yield from _rules(told.comparison, effects, most, longest)
    if tried is not None and effects is not None:
        yield from _stages(effects, tried, most)
        yield from _scores(effects)
        yield from _movers(effects, most)
        yield from _outcomes(effects)
        yield from _segments(effects, most)
        yield from _grades(effects, most)
        yield from _weeks(tried)
    renamed = told.comparison.renamed
    if renamed:
        lines = [_cut(line, longest) for line in renamed[:most]]
        if len(renamed) > most:
            lines.append(f"and {len(renamed) - most:,} more")
        yield Section("Names and reasons", tuple(lines), folded=True)
    if told.notes:
        yield Section("To know", told.notes)


# --- rules


def _rules(comparison: "Comparison", effects: "Effects | None", most: int, longest: int) -> Iterator[Section]:
    from ..engine.changes.changed import Kind

    of_rule = {} if effects is None else {_key(e.pair.before, e.pair.after): e for e in effects.rules}
    pairs = [pair for pair in comparison.rules if not pair.same]
    of_change = dict(
        zip(map(id, comparison.of(Kind.RULE)), (of_rule.get(_key(p.before, p.after)) for p in pairs), strict=True)
    )
    found = [
        Changed(
            change.how,
            _said(change, of_change.get(id(change)), longest),
            *_words(change, longest),
            is_told=change.kind is not Kind.RULE and bool(change.differences),
            place=change.place,
        )
        for change in comparison.changes[:most]
    ]
    more = len(comparison.changes) - len(found)
    lines = [f"and {counted(more, 'more change')}"] if more else []
    if found:
        yield Section("Changes of the rules", tuple(lines), changes=tuple(found))
    same = [e for e in (effects.rules if effects else ()) if e.pair.same and e.leads]
    if same:
        yield Section(
            "Rules that are the same and give other points",
            ("Their group changed, or the time zone, or what is ignored.",),
            (_table(("Rule", "Leads", "Points in all"), ((Code(_cut(e.pair.rule.label, longest)), f"{e.leads:,}",
             _points(e.total)) for e in sorted(same, key=lambda e: -e.leads)), {1, 2}, most),),
        )  # fmt: skip


def _key(before: object, after: object) -> tuple[int, int]:
    return id(before), id(after)


def _said(change: "Change", effect: "RuleEffect | None", longest: int) -> str:
    from ..engine.changes.changed import Kind
    from ..engine.changes.statements import quoted

    name = _cut(change.name, longest)
    alone = change.kind in (Kind.MODEL, Kind.GRADE)
    said = f"the {change.kind}" if alone else f"{change.kind} {quoted(name)}"
    if change.group is not None:
        said += f" in {quoted(change.group)}"
    if change.differences:
        said += ": " + "; ".join(_cut(d, longest) for d in change.differences)
    if effect is None or not effect.leads:
        return said if effect is None else f"{said} (no lead gets other points by it)"
    return f"{said} ({counted(effect.leads, 'lead')}, {_points(effect.total)} in all)"


def _words(change: "Change", longest: int) -> tuple[str | None, str | None]:
    before, after = (None if text is None else _cut(text, longest) for text in (change.before, change.after))
    return before, after


# --- leads


def _stages(effects: "Effects", tried: "Tried", most: int) -> Iterator[Section]:
    names = effects.scale.names
    if not effects.scale.stages:
        return
    moved = sorted(((c, pair) for pair, c in effects.stages.items() if pair[0] != pair[1]), key=lambda x: -x[0])
    tables: list[Table] = []
    if moved:
        rows = ((_was_now(*pair), f"{count:,}", _ids(effects, pair, count)) for count, pair in moved)
        tables.append(_table(("Stage", "Leads", "Such as"), rows, {1}, most))
    before, after = (dict.fromkeys(names, 0) for _ in range(2))
    for (old, new), count in effects.stages.items():
        before[old] += count
        after[new] += count
    weekly = [{name: int(n.sum()) for name, n in weeks.reached.items()} for weeks in tried.weeks]
    weeks = len(tried.weeks[0].starts)
    if moved or weekly[0] != weekly[1]:
        head = ("Stage", "Leads before", "after", "", "New a week, before", "after")
        rows = (
            (Code(name), *_from_to(before[name], after[name]), *(_a_week(w.get(name), weeks) for w in weekly))
            for name in reversed(names)
            if before[name] or after[name] or any(name in w for w in weekly)
        )
        tables.append(_table(head, rows, {1, 2, 3, 4, 5}, most))
    yield Section("Stages", () if tables else ("No lead is at another stage.",), tuple(tables))


def _scores(effects: "Effects") -> Iterator[Section]:
    found = effects.all
    if not found.score:
        yield Section("Scores", ("No score changes.",))
        return
    rows = (
        (name, f"{way.leads:,}", _signed(sign * way.median), _signed(sign * way.largest), _points(sign * way.total))
        for name, way, sign in (("up", found.up, 1), ("down", found.down, -1))
        if way.leads
    )
    same = found.leads - found.score
    table = _table(("", "Leads", "Median", "Largest", "In all"), rows, {1, 2, 3, 4}, 2)
    yield Section("Scores", (f"{counted(same, 'score')} as before.",) if same else (), (table,))


def _movers(effects: "Effects", most: int) -> Iterator[Section]:
    if effects.movers:
        yield Section("The biggest moves", (), (_leads(effects.movers, most),))
    found = [mover for movers in effects.examples.values() for mover in movers]
    if found:
        found.sort(key=lambda mover: -effects.stages[mover.stage_before, mover.stage_after])
        more = effects.all.stage - len(found)
        lines = (f"{len(found):,} of {effects.all.stage:,}, the first of each kind.",) if more else ()
        yield Section("Leads that change stage", lines, (_leads(found, most),), folded=True)


def _leads(movers: Sequence["Mover"], most: int) -> Table:
    from ..dsl.values import points_text

    rows = (
        (
            Code(_cut(str(mover.lead_id), _LONGEST_ID)),
            f"{points_text(mover.before)} → {points_text(mover.after)}".replace("-", "−"),
            _signed(mover.after - mover.before),
            _was_now(mover.stage_before, mover.stage_after),
            _reasons(mover.by) if mover.by else "what the stages ask for",
        )
        for mover in movers
    )
    table = _table(("Lead", "Score", "", "Stage", "Moved by"), rows, {1, 2}, most)
    return replace(table, leads=tuple(mover.lead_id for mover in movers[:most]))


def _reasons(by: Sequence[tuple[str, int]]) -> Cell:
    parts: list[str] = []
    for label, points in by[:_REASONS]:
        parts += [", "] * bool(parts) + [Code(_cut(label, _LONGEST_ID)), f" {_signed(points)}"]
    rest = sum(points for _, points in by[_REASONS:])
    return (*parts, f", {len(by) - _REASONS} more {_signed(rest)}") if len(by) > _REASONS else tuple(parts)


def _outcomes(effects: "Effects") -> Iterator[Section]:
    if not effects.results:
        return
    rows = ((name, *_moves_row(moves)) for name, moves in effects.results.items() if moves.leads)
    tables = [_table(("Outcome", *_MOVES), rows, {1, 2, 3, 4}, 3)]
    if effects.scale.stages:
        header = ("At this stage or beyond", "Decided before", "won", "Decided after", "won")
        shares = ((Code(name), *_won(effects, name, 0), *_won(effects, name, 1)) for name in effects.scale.stages)
        tables.append(_table(header, shares, {1, 2, 3, 4}, len(effects.scale.stages)))
    yield Section("By outcome", (), tuple(tables))


def _won(effects: "Effects", stage: str, side: int) -> tuple[str, str]:
    names = effects.scale.names
    beyond = names[names.index(stage, 2) :]
    won, lost = (sum(effects.in_stage[side][result, name] for name in beyond) for result in ("won", "lost"))
    return f"{won + lost:,}", f"{100 * won / (won + lost):.1f} %" if won + lost else ""


_MOVES = ("Leads", "up", "down", "change stage")


def _moves_row(moves: "Moves") -> tuple[str, str, str, str]:
    return f"{moves.leads:,}", f"{moves.up.leads:,}", f"{moves.down.leads:,}", f"{moves.stage:,}"


def _segments(effects: "Effects", most: int) -> Iterator[Section]:
    all = effects.segments.items()
    found = [(label, e) for label, e in all if e.joined or e.left or e.moves.score or e.moves.stage]
    if not found:
        return
    rows = (
        (Code(label), *_from_to(effect.before, effect.after), *_moves_row(effect.moves)[1:]) for label, effect in found
    )
    header = ("Segment", "Leads before", "after", "", "Scores up", "down", "Change stage")
    yield Section("By segment", (), (_table(header, rows, {1, 2, 3, 4, 5, 6}, most),), folded=True)


def _grades(effects: "Effects", most: int) -> Iterator[Section]:
    moved = sorted(((c, pair) for pair, c in effects.grades.items() if pair[0] != pair[1]), key=lambda x: -x[0])
    if not moved:
        return
    rows = ((_was_now(*pair), f"{count:,}") for count, pair in moved)
    lines = (f"{counted(effects.all.grade, 'lead')} of {effects.leads:,} with another grade.",)
    yield Section("Grades", lines, (_table(("Grade", "Leads"), rows, {1}, most),), folded=True)


def _weeks(tried: "Tried") -> Iterator[Section]:
    from ..dsl.values import time_text

    before, after = tried.weeks
    counts = {
        name: [weeks.reached[name].tolist() if name in weeks.reached else None for weeks in tried.weeks]
        for name in dict.fromkeys([*after.reached, *before.reached])
    }
    differing = [(name, *both) for name, both in counts.items() if both[0] != both[1]]
    if not differing:
        return
    header = ("Seven days from", *(text for name, _, _ in differing for text in (f"{name} before", "after")))
    rows = (
        (
            time_text(start)[:16].replace("T", " "),
            *("" if found is None else f"{found[n]:,}" for _, *both in differing for found in both),
        )
        for n, start in enumerate(after.starts)
    )
    table = _table(header, rows, set(range(1, len(header))), len(after.starts))
    lines = ("Leads by the week in which they first reached the stage, disqualified ones too.",)
    yield Section("Week by week", lines, (table,), folded=True)


# --- cells


def _table(header: tuple[str, ...], rows: Iterable[tuple[Cell, ...]], numbers: set[int], most: int) -> Table:
    found = tuple(rows)
    return Table(header, found[:most], frozenset(numbers), max(0, len(found) - most))


def _from_to(before: int, after: int) -> tuple[str, str, str]:
    by = after - before
    return f"{before:,}", f"{after:,}", f"{'+' if by > 0 else '−'}{abs(by):,}" if by else ""


def _a_week(reached: int | None, weeks: int) -> str:
    return "" if reached is None else f"{reached / weeks:,.1f}"


def _was_now(before: str, after: str) -> Cell:
    return Code(after) if before == after else (Code(before), " → ", Code(after))


def _ids(effects: "Effects", pair: tuple[str, str], count: int) -> Cell:
    ids = [str(mover.lead_id) for mover in effects.examples[pair][:_SUCH_AS]]
    parts = [part for id in ids for part in (", ", Code(_cut(id, _LONGEST_ID)))][1:]
    return (*parts, " …") if count > len(ids) else tuple(parts)


def _signed(points: int) -> str:
    from ..engine.phrases import signed

    return signed(points)


def _points(hundredths: int) -> str:
    """``+2,060``"""
    whole, rest = divmod(abs(hundredths), 100)
    sign = "−" if hundredths < 0 else "+" * (hundredths > 0)
    return f"{sign}{whole:,}" + (f".{rest:02}".rstrip("0") if rest else "")


def _cut(text: str, longest: int) -> str:
    from ..dsl.render import clean

    text = clean(" ".join(text.split()))
    return text if len(text) <= longest else text[: longest - 1] + "…"
