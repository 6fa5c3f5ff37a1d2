"""Rules about the same number or text, one after another, as one decision table."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ...reading.numbers import Bound
from ..conditions.condition import Condition, Fact, Happened, joined, leaves, opposite, tail
from .bands import Bands, are_tiers, ordered, row_of
from .listing import Listed
from .outcome import Outcome
from .statements import ChooseRule, PointsRule, Span, Statement, TableRule


def as_fact(condition: Condition) -> Fact | None:
    """The condition as one row of a table would say it: a fact, or how many events there are."""
    match condition:
        case Fact():
            return condition if row_of(condition) else None
        case Happened(bound=bound) if bound is not None:
            measure = condition.measure or condition.noun
            name = condition.name or condition.source
            fact = Fact("", name, f"{condition.source} {measure}{tail(condition.window)}", bound)
            return fact if row_of(fact) else None
        case _:
            return None


def _fact_of(statement: Statement) -> Fact | None:
    if not isinstance(statement, PointsRule) or statement.effect.has_tally or statement.effect.fade:
        return None
    return as_fact(statement.condition)


def merged(found: Sequence[Statement]) -> list[Statement]:
    """Rules about one field, one after another, as one table: only the first row that fits gives its points."""
    result: list[Statement] = []
    run: list[tuple[PointsRule, Fact]] = []

    def close() -> None:
        if len(run) > 1 and _are_apart([fact for _, fact in run]):
            rows = [(row_of(fact) or "", rule.effect.amount or Decimal(0)) for rule, fact in run]
            span = Span(run[0][0].span.start, run[-1][0].span.end)
            result.append(TableRule(run[0][1].field, rows, span, _name(run[0])))
        else:
            result.extend(rule for rule, _ in run)
        run.clear()

    for statement in found:
        fact = _fact_of(statement)
        if fact is None or (run and run[0][1].field != fact.field):
            close()
        if fact is not None and not run and isinstance(statement, PointsRule) and row_of(fact) == "unknown":
            last = result[-1] if result else None
            of = last.field if isinstance(last, TableRule) else ""
            amount = statement.effect.amount or Decimal(0)
            table = with_unknown(last, amount, statement.span) if last is not None and of == fact.field else None
            if table is not None:
                result[-1] = table
                continue
        if fact is None or not isinstance(statement, PointsRule):
            result.append(statement)
        else:
            run.append((statement, fact))
    close()
    return result


def with_rest(
    found: list[Statement] | None, rest: Listed | None, span: Span, outcome: Outcome
) -> list[Statement] | None:
    """With "everyone else 5" behind it: the last row of the one table that there is."""
    if found is None or rest is None:
        return found
    amount = rest.effect.amount or Decimal(0)
    if amount == 0:
        outcome.notes.append(f"“{' '.join(t.raw for t in rest.tokens)}” needs no rule")
        return found
    if len(found) != 1:
        return None
    table = found[0]
    table = _as_table(table)
    if not isinstance(table, TableRule):
        return None
    words = " ".join(t.raw for t in rest.tokens)
    if not says_unknown(table):
        outcome.notes.append(f"“{words}” {holds_of_unknown(table.field)}")
    whole = Span(min(table.span.start, span.start), max(table.span.end, span.end))
    return [TableRule(table.field, [*table.rows, ("otherwise", amount)], whole, table.name)]


def _as_table(statement: Statement) -> Statement:
    """A rule for a value of a field as a table of one row; anything else as it is."""
    fact = _fact_of(statement)
    if not isinstance(statement, PointsRule) or fact is None:
        return statement
    rows = [(row_of(fact) or "", statement.effect.amount or Decimal(0))]
    return TableRule(fact.field, rows, statement.span, _name((statement, fact)))


def says_unknown(table: TableRule) -> bool:
    return any(row == "unknown" for row, _ in table.rows)


def holds_of_unknown(field: str) -> str:
    """What is assumed of a row for all others, as long as none says what an unknown value is worth."""
    return f"holds for a lead whose {field} is unknown as well"


def with_unknown(table: Statement, amount: Decimal, span: Span) -> TableRule | None:
    """A table with a row for those of whom its field is not known."""
    table = _as_table(table)
    if not isinstance(table, TableRule) or isinstance(table, ChooseRule):
        return None
    if says_unknown(table):
        return None
    at = next((i for i, (row, _) in enumerate(table.rows) if row == "otherwise"), len(table.rows))
    rows = [*table.rows[:at], ("unknown", amount), *table.rows[at:]]
    whole = Span(min(table.span.start, span.start), max(table.span.end, span.end))
    return TableRule(table.field, rows, whole, table.name)


def last_table(statements: Sequence[Statement]) -> list[Statement]:
    """The rules at the end that are about values of the same field."""
    found: list[Statement] = []
    field = ""
    for s in reversed(statements):
        of = s.field if isinstance(s, TableRule) else fact.field if (fact := _fact_of(s)) is not None else ""
        if not of or (field and of != field):
            break
        field = of
        found.insert(0, s)
    return found


def _name(first: tuple[PointsRule, Fact]) -> str:
    """What a table of events is called; one of a field is called as the field."""
    return "" if isinstance(first[0].condition, Fact) else first[1].name


def _are_apart(facts: Sequence[Fact]) -> bool:
    facts = [f for f in facts if row_of(f) != "unknown"]
    if not facts:
        return False
    if all(f.bound is not None for f in facts):
        return Bands(facts[0].field, tuple((f, Decimal(0)) for f in facts)).overlap is None
    return all(f.bound is None for f in facts)


def overlapping(statements: Sequence[Statement]) -> bool:
    """Whether two rules give points for the same number of one field, or of events."""
    by_field: dict[str, list[Fact]] = {}
    for fact in filter(None, map(_fact_of, statements)):
        if fact.bound is not None:
            by_field.setdefault(fact.field, []).append(fact)
    return any(Bands(k, tuple((f, Decimal(0)) for f in v)).overlap is not None for k, v in by_field.items())


def tiered_fields(statements: Sequence[Statement]) -> list[str]:
    """The fields of which bands overlap, if all of those are "… or more" and the higher are worth more; else none."""
    by_field: dict[str, list[tuple[Fact, Decimal]]] = {}
    for s in statements:
        fact = _fact_of(s)
        if fact is not None and fact.bound is not None and isinstance(s, PointsRule):
            by_field.setdefault(fact.field, []).append((fact, s.effect.amount or Decimal(0)))
            if not isinstance(s.condition, Fact) and len(by_field[fact.field]) > 1 and not s.leans:
                return []
    found = {k: v for k, v in by_field.items() if Bands(k, tuple(v)).overlap is not None}
    return list(found) if all(are_tiers(rows) for rows in found.values()) else []


def tiers_of_events(found: Sequence[Statement]) -> str:
    """The events that all of the rules count, each up from a number and worth more than the one below; else nothing."""
    rows: list[tuple[Fact, Decimal]] = []
    for s in found:
        fact = _fact_of(s)
        if fact is None or not isinstance(s, PointsRule) or not isinstance(s.condition, Happened):
            return ""
        rows.append((fact, s.effect.amount or Decimal(0)))
    fields = {fact.field for fact, _ in rows}
    return fields.pop() if len(rows) > 1 and len(fields) == 1 and are_tiers(rows) else ""


def with_once(statements: Sequence[Statement], text: str) -> None:
    """ "1 visit: 5" beside "2-3 visits: 10": of exactly one, as rows of the same events say."""
    rules = [s for s in statements if isinstance(s, PointsRule) and isinstance(s.condition, Happened)]
    for s in rules:
        c = s.condition
        if not isinstance(c, Happened) or c.bound or c.measure or c.negated or s.effect.has_tally or s.effect.fade:
            continue
        others = [
            o.condition.bound.low
            for o in rules
            if o is not s and isinstance(o.condition, Happened) and o.condition.source == c.source
            and o.condition.window == c.window and o.condition.bound is not None
        ]  # fmt: skip
        is_said = re.search(r"(?<![\w.+-])(?:1|one|once)(?![\w.+]| ?-)", text[s.span.start : s.span.end].lower())
        if others and is_said and all(low is not None and low > 1 for low in others) and 2 in others:
            s.condition = replace(c, bound=Bound(Decimal(1), Decimal(1)))


def exclusive(statements: Sequence[Statement]) -> list[Statement] | None:
    """Rules of which only the one with most points counts; None if that cannot be said of them."""
    if all(isinstance(s, TableRule) for s in statements) and len(statements) == 1:
        return list(statements)
    rules = [s for s in statements if isinstance(s, PointsRule) and not s.effect.has_tally and not s.effect.fade]
    signs = {(s.effect.amount or Decimal(0)) > 0 for s in rules}
    if len(rules) < len(statements) or len(signs) != 1:
        return None
    facts = [_fact_of(s) for s in rules]
    if all(f is not None and f.bound is None for f in facts) and len({f.field for f in facts if f}) == 1:
        best = _by_points(rules)
        rows = [(row_of(f) or "", s.effect.amount or Decimal(0)) for s in best if (f := _fact_of(s)) is not None]
        span = Span(min(s.span.start for s in best), max(s.span.end for s in best))
        return [TableRule(next(f.field for f in facts if f), rows, span)]
    if all(f is not None and f.bound is not None for f in facts) and len({f.field for f in facts if f}) == 1:
        return highest_first(_by_points(rules))
    if not all(isinstance(c, Happened) for s in rules for c in leaves(s.condition)):
        return None
    found: list[Statement] = []
    above: list[Condition] = []
    for s in _by_points(rules):
        own = s.condition
        s.condition = joined("all", [own, *(opposite(c) for c in above)])
        above.append(own)
        found.append(s)
    return found


def _by_points(rules: Sequence[PointsRule]) -> list[PointsRule]:
    return sorted(rules, key=lambda rule: -abs(rule.effect.amount or Decimal(0)))


def any_leans(statements: Sequence[Statement]) -> bool:
    """Whether a rule says but a number, of what the one before it names."""
    return any(isinstance(s, PointsRule) and s.leans for s in statements)


def highest_first(statements: Sequence[Statement]) -> list[Statement]:
    """Overlapping bands of one field as one table, the highest first."""
    by_field: dict[str, list[tuple[Fact, Decimal]]] = {}
    spans: dict[str, Span] = {}
    result: list[Statement] = []
    for s in statements:
        fact = _fact_of(s)
        if fact is None or fact.bound is None or not isinstance(s, PointsRule):
            result.append(s)
            continue
        by_field.setdefault(fact.field, []).append((fact, s.effect.amount or Decimal(0)))
        span = spans.setdefault(fact.field, Span(s.span.start, s.span.end))
        span.end = max(span.end, s.span.end)
    for name, rows in by_field.items():
        found = [(row_of(f) or "", n) for f, n in ordered(rows)]
        result.append(TableRule(name, found, spans[name], rows[0][0].name))
    return result
