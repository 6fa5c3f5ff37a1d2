"""Lines that bind others: limits of a group, whom all of it is for, what is left over, what has to be taken back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ...drafts import Question, Unread
from ...reading.numbers import bound_at
from ...reading.outline import Clause
from ...reading.tokens import Token
from ..clauses.capping import limit_of_group
from ..clauses.keeping import keeps
from ..clauses.lasting import Lasting, lasting_of
from ..conditions.condition import Fact, joined
from ..conditions.known import unknown_at
from ..names.lexicon import FieldName, Lexicon
from ..points.effects import Effect
from ..points.listing import only_one
from ..points.outcome import Outcome
from ..points.remaining import (
    bounded_field,
    field_before,
    field_is_unknown,
    field_of,
    first_that_fits,
    lacks,
    last_bands,
    others_of,
    row_at_end,
)
from ..points.statements import Disqualification, LimitRule, PointsRule, Span, StageRule
from ..points.tables import holds_of_unknown, last_table, merged, with_rest, with_unknown
from .bags import Around
from .gathering import Gathering
from .lasting import carried_out
from .narrowing import Narrowing, exception_of, narrowing_of


class Binding(Gathering):
    """What lines say of others is kept until all of them are read."""

    def __init__(self, text: str, lexicon: Lexicon, answers: Mapping[str, str]) -> None:
        super().__init__(text, lexicon, answers)
        self._barred: list[Span] = []
        self._asked: list[tuple[int, Question]] = []
        self._limits: list[tuple[Clause, str, LimitRule]] = []
        self._lasting: list[tuple[Clause, Lasting, Around]] = []
        self._kept: list[tuple[Clause, str, str]] = []
        self._narrowed: list[tuple[Clause, Narrowing, Around]] = []

    def _bind(self) -> None:
        """What lines say of others, once all of them are read."""
        for clause, name, limit in self._limits:
            self._limit(clause, name, limit)
        for clause, stage, event in self._kept:
            self._keep(clause, stage, event)
        for clause, lasting, around in self._lasting:
            self._lasts(clause, lasting, around)
        for clause, narrowing, around in self._narrowed:
            self._narrow(clause, narrowing, around)

    def _take_back(self, span: Span) -> None:
        """Nothing of these words is drafted: what could not be read may belong to all of it."""
        found = self.found
        for group in found.groups:
            gone = [s for s in group.statements if span.start <= s.span.start < span.end]
            found.unread += [Unread(self.text[s.span.start : s.span.end]) for s in gone]
            group.statements = [s for s in group.statements if s not in gone]
        gone = [s for s in found.others if span.start <= s.span.start < span.end]
        found.unread += [Unread(self.text[s.span.start : s.span.end]) for s in gone]
        found.others = [s for s in found.others if s not in gone]
        if found.total is not None and span.start <= found.total.span.start < span.end:
            found.total = None
        within_span = {q for at, q in self._asked if span.start <= at < span.end}
        found.questions = [
            q for q in found.questions if q not in within_span and span.end - span.start < len(self.text)
        ]

    def _rest_line(self, clause: Clause, around: Around) -> bool:
        """ "Everyone else: 0", "not known: 0" below lines that give points for values of one field."""
        if around.stage or around.out or around.listed:
            return False
        field, tokens = field_before(clause.tokens, self.lexicon)
        alone = only_one(tokens, self.lexicon) or row_at_end(tokens)
        if alone is None or alone.effect.amount is None or alone.effect.has_tally:
            return False
        left = [t for t in alone.effect.rest if not t.is_sign(":", "=", "→", "-", "|", ",")]
        if alone.effect.amount == 0 and self._is_band_of_last(left, around):
            self.found.notes.append(f"“{self._words(Span(clause.start, clause.end))}” needs no rule")
            return True
        if left and (unknown_at(left, 0, field) == len(left) or lacks(left, self._last_field(around), self.lexicon)):
            return self._unknown_row(clause, around, field, alone.effect.amount)
        others = others_of(left, self.lexicon)
        if not alone.is_rest and others is None:
            return False
        words = self._words(Span(clause.start, clause.end))
        if alone.effect.amount == 0:
            if not any(g.statements for g in self.found.groups):
                return False  # "MQL at 50. Otherwise none": of what?
            self.found.notes.append(f"“{words}” needs no rule")
            return True
        group = self._group(around.group, around.only)
        before = last_table(group.statements)
        quiet = Outcome(None)
        of = self._last_field(around)
        if (field is not None and field.written != of) or (others and of not in others):
            return False
        span = Span(clause.start, clause.end)
        bands = last_bands(group.statements)
        others_before = group.statements[: len(group.statements) - len(before)]
        is_named = field is not None or bool(others) or (around.subject is not None and bool(around.subject.field))
        scope = around.scope or Span(0, len(self.text))
        if not is_named and any(
            s.span.start >= scope.start and of not in (field_of(s), bounded_field(s)) for s in group.statements
        ):
            return False  # "US: 10", "over 50 employees: 10", "everyone else: 5": of which of them?
        is_cut = bool(others_before) and of in (bounded_field(others_before[-1]), field_of(others_before[-1]))
        found = with_rest(merged(before), alone, span, quiet) if before and not is_cut else None
        if found is None and len(bands) >= max(len(before), 1):
            before, found = bands, [first_that_fits(bands, alone.effect.amount, span)]
            if not any(field_is_unknown(b) for b in bands):
                quiet.notes.append(f"“{words}” {holds_of_unknown(of)}")
        if found is None:
            return False
        group.statements[-len(before) :] = found
        self.found.notes += quiet.notes
        return True

    def _last_field(self, around: Around) -> str:
        group = self._group(around.group, around.only)
        before = last_table(group.statements)
        return field_of(before[-1]) if before else bounded_field(group.statements[-1]) if group.statements else ""

    def _is_band_of_last(self, words: Sequence[Token], around: Around) -> bool:
        """ "below 80", behind bands of one field."""
        found = bound_at(words, 0) if words else None
        is_whole = found is not None and found[1] == len(words) and not found[0].exact
        return is_whole and bool(self._last_field(around))

    def _unknown_row(self, clause: Clause, around: Around, field: FieldName | None, amount: Decimal) -> bool:
        """ "Not filled in: 0", below lines about one field, or behind its name."""
        group = self._group(around.group, around.only)
        before = last_table(group.statements)
        of = field_of(before[-1]) if before else ""
        of = of or (bounded_field(group.statements[-1]) if group.statements else "")
        found = next((f for f in self.lexicon.fields if f.written == of), None)
        if found is None or (field is not None and field.written != of):
            return False
        span = Span(clause.start, clause.end)
        rows = merged(before)
        table = with_unknown(rows[0], amount, span) if len(rows) == 1 else None
        if table is not None:
            group.statements[-len(before) :] = [table]
        else:
            unknown = Fact(f"{of} is unknown", f"{found.name}_unknown", of)
            group.statements.append(PointsRule(unknown, Effect(amount=amount), span))
        return True

    def _narrowing_line(self, clause: Clause, around: Around) -> bool:
        """ "All of this for the US only": of what stands below the same heading."""
        before, after = self.text[: clause.start], self.text[clause.end :].lstrip(".!")
        is_alone = not clause.is_item and re.search(r"(?:^|\n[ \r]*\n)\s*$", before) is not None
        is_alone = is_alone and re.match(r"\s*(?:$|\n[ \r]*\n)", after) is not None
        found = narrowing_of(clause.tokens, self.lexicon, self.answers, is_alone)
        if found is None or around.stage or around.out or around.listed:
            return False
        self.found.notes += found.notes
        self._narrowed.append((clause, found, around))
        return True

    def _exception_line(self, clause: Clause, around: Around) -> bool:
        """ "Not if they are students", behind several rules."""
        if around.stage or around.out or around.listed or clause.below:
            return False
        found = exception_of(clause.tokens, self.lexicon, self.answers)
        scope = around.scope or Span(0, len(self.text))
        before = [s for g in self.found.groups for s in g.statements if scope.start <= s.span.start < clause.start]
        if found is None or not before:
            return False
        self.found.notes += found.notes
        self._narrowed.append((clause, found, around))
        return True

    def _keeping_line(self, clause: Clause) -> bool:
        """ "An MQL stays one until it is recycled"."""
        found = keeps(clause.tokens, self.lexicon, self.answers)
        if found is None or clause.below:
            return False
        self._kept.append((clause, *found))
        return True

    def _keep(self, clause: Clause, stage: str, event: str) -> None:
        rules = [s for s in self.found.others if isinstance(s, StageRule) and stage in ("", s.name)]
        if len({s.name for s in rules}) != 1:
            self._unread(clause)
            return
        for rule in rules:
            rule.holds = event
        words = self._words(Span(clause.start, clause.end))
        self.found.notes.append(f"“{words}”: `{rules[0].name}` holds until `{event}`")

    def _is_behind_all(self, clause: Clause, scope: Span) -> bool:
        """Whether no rule of the same lines stands behind it."""
        return not any(
            clause.end <= s.span.start < scope.end
            for s in [*(s for g in self.found.groups for s in g.statements), *self.found.others]
            if not isinstance(s, Disqualification)
        )

    def _narrow(self, clause: Clause, found: Narrowing, around: Around) -> None:
        scope = around.scope or Span(0, len(self.text))
        words = self._words(Span(clause.start, clause.end))
        is_used = False
        if found.is_exception and not self._is_behind_all(clause, scope):
            self._unread(clause)
            self._barred.append(scope)
            return
        for group in list(self.found.groups) if found.are_points else ():
            inside = [s for s in group.statements if scope.start <= s.span.start < scope.end]
            if not inside:
                continue
            only = found.condition if group.only is None else joined("all", [group.only, found.condition])
            group.statements = [s for s in group.statements if s not in inside]
            narrow = self._group(group.name, only)
            narrow.statements += inside
            if not group.statements:
                narrow.limit, narrow.span = group.limit, group.span
            is_used = True
        for at, s in enumerate(self.found.others):
            if not isinstance(s, StageRule) or not scope.start <= s.span.start < scope.end:
                continue
            if s.name == found.stage or (not found.stage and found.are_stages):
                self.found.others[at] = replace(s, condition=joined("all", [found.condition, s.condition]))
                is_used = True
        if is_used:
            self.found.notes.append(
                f"“{words}” is read as an exception from all rules before it: nobody is disqualified by it"
                if found.is_exception
                else f"“{words}” is asked for beside what the others say"
            )
        else:
            self._unread(clause)
            self._barred.append(scope)

    def _lasting_line(self, clause: Clause, around: Around) -> bool:
        """ "All points fade by 10% a week": of the rules around it, once all of them are read."""
        found = lasting_of(clause.tokens, self.lexicon, self.answers)
        if found is None or around.stage or around.out or around.listed:
            return False
        self._lasting.append((clause, found, around))
        return True

    def _lasts(self, clause: Clause, lasting: Lasting, around: Around) -> None:
        if not carried_out(self.found, clause, lasting, around.scope, self.text, self.lexicon):
            self._unread(clause)

    def _limit_line(self, clause: Clause) -> bool:
        """ "Fit is capped at 70 points": a limit of a group, by its name."""
        found = limit_of_group(clause.tokens, Span(clause.start, clause.end))
        if found is None:
            return False
        self._limits.append((clause, *found))
        return True

    def _limit(self, clause: Clause, name: str, limit: LimitRule) -> None:
        groups = [g for g in self.found.groups if g.name == name and g.statements]
        if len(groups) != 1 or groups[0].limit is not None:
            self._unread(clause)
            self._barred.append(Span(0, len(self.text)))
            return
        groups[0].limit, groups[0].span = limit.limit, limit.span
