"""Reads one clause: every word of it becomes part of a statement, or the clause is not read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_FLOOR
from itertools import accumulate
from typing import Final

from ...drafts import Question, Unread
from ...reading.numbers import phrases, words_at
from ...reading.outline import Clause
from ...reading.tokens import Token
from ..conditions.condition import Condition, Fact, Happened, Joined, Points, in_words, joined, leaves
from ..conditions.reader import Ambiguous, Reader
from ..conditions.stretches import split
from ..conditions.unless import unless_at
from ..conditions.vague import Filled, fill
from ..names.chatter import is_chatter, without_closing, without_lead_in, without_opening
from ..names.heads import StageHead, segment_head, stage_at, stage_head
from ..names.lexicon import Lexicon
from ..names.nearest import nearest_to
from ..points.amounts import amounts_in
from ..points.awarding import PointsReader
from ..points.listing import is_remainder, leans_back, number_at_end
from ..points.otherwise import chained, first_that_fits
from ..points.outcome import Outcome, open_questions
from ..points.statements import (
    Bare,
    Disqualification,
    GradeRule,
    IgnoreRule,
    PointsRule,
    SegmentRule,
    Span,
    StageRule,
    Statement,
)
from ..points.wholly import ConditionReader
from ..points.worthless import is_worthless
from .anyway import alternatives
from .barring import disqualify_head, is_list_of_kinds, kinds_apart, may_be_of_events, said_alike, who_or_what
from .capping import limit_in
from .grades import grade_head
from .handing import handed
from .ignoring import ignored, not_counted
from .keeping import kept_until
from .kinds import of_two_kinds
from .labelling import unquoted
from .levels import levels_in, stages_of
from .onebyone import one_by_one
from .retold import of_each_kind, retold
from .wanting import lacks_something
from .whom import subject_size, told, without_start

_SPARED: Final = phrases("but not|and not|but never|yet not|though not|just not|only not|but no|not the|but without")
"""What stands before those who are not kept out."""
_ARTICLES: Final = phrases("a|an|then a|then an")
_DEEPEST: Final = 8
"""Parentheses inside each other that are still read."""


def sign_before(t: Token) -> Token:
    """The colon that is left out before points: "demo 40"."""
    return Token("sign", ":", ":", t.start, t.start)


class ClauseReader:
    """Reads clauses of one definition. ``answers``: what was said to questions, by their text."""

    def __init__(self, text: str, lexicon: Lexicon, answers: Mapping[str, str]) -> None:
        self.text = text
        self.lexicon = lexicon
        self.answers = answers
        self.asks = False
        """Whether a clause that cannot be read may be asked about: only once all other ways to read it have failed."""
        self._is_listed = False
        self._handed_at = -1
        self.points = PointsReader(text, lexicon, answers)
        self._condition = ConditionReader(text, lexicon, answers).read

    def read(
        self, clause: Clause, *, disqualifies: bool = False, takes: bool = False, is_listed: bool = False
    ) -> Outcome:
        """``disqualifies``: the heading says that what stands below it is kept out; ``takes``: that it costs points;
        ``is_listed``: that it is one of several conditions."""
        last = self.points.last
        outcome = self._as_said(clause, disqualifies, takes, is_listed)
        if outcome.statements is not None and not outcome.unread:
            return outcome
        for tokens in retold(clause.tokens):
            after, self.points.last = self.points.last, last
            again = self._as_said(replace(clause, tokens=tokens), disqualifies, takes, is_listed)
            if again.statements and not (again.unread or again.questions):
                return again
            self.points.last = after
        again = of_each_kind(clause, lambda c: self._as_said(c, disqualifies, takes, is_listed))
        return again or outcome

    def _as_said(self, clause: Clause, disqualifies: bool, takes: bool, is_listed: bool) -> Outcome:
        self._is_listed = is_listed
        span = Span(clause.start, clause.end)
        if is_chatter(clause.tokens):
            return Outcome([])
        if is_remainder(clause.tokens) or is_worthless(without_opening(clause.tokens), self.lexicon):
            return Outcome([], [f"“{span.words(self.text)}” needs no rule"])
        if max(accumulate(t.is_sign("(") - t.is_sign(")") for t in clause.tokens)) > _DEEPEST:
            return Outcome(None)
        spoken = tuple(t for t in clause.tokens if not t.is_word("actually", "physically", "personally"))
        body = without_closing(without_opening(without_lead_in(spoken)))
        body = without_start(body, self.lexicon)
        size, is_told = subject_size(body, self.lexicon)
        whom, body = [told(body, size)] if is_told else [], body[size:]
        segment = segment_head(body) or unquoted(body, self.lexicon)
        said = segment[1] if segment is not None else body
        is_grade = segment is None and grade_head(body, self.lexicon) is not None  # "hot" is a grade there
        filled = Filled(tuple(said), ()) if is_grade else fill(said, self.lexicon, self.answers)
        outcome = Outcome(None)
        label = segment[0] if segment is not None else None
        try:
            found = self._kind(label, filled.tokens, span, outcome, disqualifies, takes)
            if self.asks and (found is None or outcome.unread):
                wider = fill(said, self.lexicon, self.answers, wide=True)
                again = Outcome(None)
                more = self._kind(label, wider.tokens, span, again, disqualifies, takes) if wider != filled else None
                if more is not None and (found is None or len(again.unread) < len(outcome.unread)):
                    found, outcome, filled = more, again, wider
        except Ambiguous as ambiguous:
            choices = tuple(in_words(w) for w in ambiguous.ways)
            question = f"How are “and” and “or” meant in “{span.words(self.text, 120)}”?"
            outcome.questions.append(Question(question, choices))
            outcome.statements = []
            outcome.questions = [*filled.questions, *outcome.questions]
            return outcome
        self.points.remember(found)
        if self.asks and found is None and label is None and not (disqualifies or takes or is_listed):
            found = self._some_unpriced(filled.tokens, outcome)
        if self.asks and found is None and not (disqualifies or is_listed):
            outcome = Outcome(None)
            found = self.points.unpriced.completed(body, span, outcome)
            found = None if found is None else [self._decided(s, label, body) for s in found]
            filled = Filled(filled.tokens, ())
        if found is None:
            return Outcome(None)
        outcome.statements = found
        outcome.notes += whom
        outcome.questions = [*filled.questions, *open_questions(found), *outcome.questions]
        return outcome

    def attempt(
        self, clause: Clause, *, disqualifies: bool = False, takes: bool = False, is_listed: bool = False
    ) -> Outcome:
        """Reads a clause that may have to be read otherwise: if it cannot be, nothing is remembered of it."""
        last = self.points.last
        outcome = self.read(clause, disqualifies=disqualifies, takes=takes, is_listed=is_listed)
        if outcome.statements is None:
            self.points.last = last
        return outcome

    def _some_unpriced(self, tokens: Sequence[Token], outcome: Outcome) -> list[Statement] | None:
        """ "Demo 40 points, whitepaper a few points, pricing page: tbd": a list of which some have no number."""
        parts = [p for p in split(tokens, ",") if p]
        if len(parts) < 2 or not any(amounts_in(p, self.lexicon) or number_at_end(p) for p in parts):
            return None
        if all(amounts_in(p, self.lexicon) or number_at_end(p) for p in parts):
            return None  # "directors 15, managers 10": nothing says that these are points
        if any(leans_back(p) for p in parts[1:]):
            return None  # "10 for any form, 30 if it is the demo form"
        quiet = Outcome(None)
        found: list[Statement] = []
        for part in parts:
            if any(t.is_word("but", "more", "less", "fewer", "or", "only") for t in part[:5]):
                return None  # "demo 40, a bit less for students": for their demo
            words = tuple(part[1:] if part[0].is_word("and", "plus") and len(part) > 1 else part)
            priced = words if amounts_in(words, self.lexicon) else (*words[:-1], sign_before(words[-1]), words[-1])
            has_number = bool(amounts_in(priced, self.lexicon))
            its = Span(words[0].start, words[-1].end)
            here = self.points.read(priced if has_number else words, its, quiet, False)
            if not here or not all(isinstance(s, PointsRule) for s in here):
                return None
            found += here
        outcome.notes += quiet.notes
        outcome.questions += quiet.questions
        return found

    def _decided(self, statement: Statement, label: str | None, tokens: Sequence[Token]) -> Statement:
        """What was answered to words that say too little, as what the clause is to decide."""
        if not isinstance(statement, Bare):
            return statement
        if label is not None:
            return SegmentRule(label, statement.condition, statement.span)
        if disqualify_head(tokens) is not None:
            return Disqualification(statement.condition, statement.span)
        stage = stage_head(tokens, self.lexicon)
        return statement if stage is None else StageRule(stage.name, stage.after, statement.condition, statement.span)

    # --- the kinds of clauses

    def _kind(
        self,
        label: str | None,
        tokens: tuple[Token, ...],
        span: Span,
        outcome: Outcome,
        disqualifies: bool,
        takes: bool,
    ) -> list[Statement] | None:
        if label is not None:
            return self._segment(label, tokens, span, outcome)
        return self._read(tokens, span, outcome, disqualifies, takes)

    def _read(
        self, tokens: tuple[Token, ...], span: Span, outcome: Outcome, disqualifies: bool, takes: bool
    ) -> list[Statement] | None:
        chain = chained(tokens)
        if chain is not None:
            return first_that_fits(chain, outcome, lambda p, its, said: self.points.read(tuple(p), its, said, takes))
        levels = levels_in(tokens, True)
        if levels is not None and all(words in self.lexicon.own_stages for words, _, _, _ in levels):
            return list[Statement](stages_of(levels))
        grade = grade_head(tokens, self.lexicon)
        if grade is not None:
            outcome.notes += grade.notes
            outcome.notes += [
                f"“above {n.to_integral_value(ROUND_FLOOR)}” is from {n} on: points have at most two decimals"
                for _, n in grade.bands
                if n is not None and n != n.to_integral_value()
            ]
            return [GradeRule(grade.of, grade.bands, span)]
        left_out = ignored(tokens, self.lexicon, self.answers)
        if left_out is not None:
            source, notes, question = left_out
            outcome.notes += notes
            outcome.questions += [question] if question is not None else []
            return [IgnoreRule(source, span)]
        uncounted = not_counted(tokens)
        meant = self._condition(uncounted, False, Outcome(None)) if uncounted else None
        if meant is not None and any(isinstance(c, Happened) for c in leaves(meant.condition)):
            return None  # "webinars of last year do not count" keeps nobody out
        excepted = unless_at(tokens)
        if excepted is not None and excepted[0] and not amounts_in(tokens, self.lexicon):
            barred = disqualify_head(excepted[0])
            first = excepted[1][0] if excepted[1] else None
            if barred is not None and not barred[1] and first is not None and barred[0][-1].end < first.start:
                unless = Token("word", "unless", "unless", first.start, first.start)
                return self._disqualified((*barred[0], unless, *excepted[1]), span, outcome, tokens)
        kinds = of_two_kinds(tokens, self.lexicon)
        if kinds is not None and not (disqualifies or takes):
            quiet = Outcome(None)
            parts = [(p, self._read(tuple(p), Span(p[0].start, p[-1].end), quiet, False, False)) for p in kinds]
            if all(found for _, found in parts):
                outcome.notes += quiet.notes
                outcome.questions += quiet.questions
                outcome.unread += quiet.unread
                return [s for _, found in parts for s in found or ()]
        alike = said_alike(tokens)
        if alike:
            first = self._read(tuple(alike[0]), span, outcome, disqualifies, takes)
            second = self._disqualified(alike[1], span, outcome, alike[1])
            both = first is not None and second is not None and not any(unless_at(p) is not None for p in alike)
            return [*(first or ()), *(second or ())] if both else None
        if disqualifies and lacks_something(tokens) and not amounts_in(tokens, self.lexicon):
            return self._disqualified(tokens, span, outcome, tokens)
        out = disqualify_head(tokens)
        if out is not None and not (out[1] and self._is_listed) and not amounts_in(out[0], self.lexicon):
            found = self._disqualified(out[0], span, outcome, tokens)
            if found is not None and may_be_of_events(tokens):
                kept_out = [c for s in found if isinstance(s, Disqualification) for c in leaves(s.condition)]
                if any(isinstance(c, Happened) and c.source != "customer" for c in kept_out):
                    return None
            if found is not None or not out[1]:
                return found
        if disqualifies and not amounts_in(tokens, self.lexicon):
            return self._disqualified(tokens, span, outcome, tokens)
        stages = self._stages(tokens, outcome)
        if stages is not None:
            return stages or None
        to_sales = handed(tokens, self.text) if not any(True for _ in self.lexicon.names.of("stage")) else None
        if to_sales is not None and self._handed_at not in (-1, span.start):
            return None  # "sales gets leads at 80. Threshold 60."
        quiet = Outcome(None)
        found = self._stages(to_sales[0], quiet) if to_sales is not None else None
        if to_sales is not None and found and any(isinstance(c, Points) for s in found for c in _leaves_of(s)):
            self._handed_at = span.start
            outcome.notes += [*quiet.notes, to_sales[1]]
            outcome.questions += quiet.questions
            return found
        limit = limit_in(tokens, span)
        if limit is not None:
            return [limit]
        return self.points.read(tokens, span, outcome, takes)

    def _segment(self, label: str, tokens: Sequence[Token], span: Span, outcome: Outcome) -> list[Statement] | None:
        reading = self._condition(tokens, True, outcome)
        return None if reading is None else [SegmentRule(label, reading.condition, span)]

    def _stages(self, tokens: Sequence[Token], outcome: Outcome) -> list[Statement] | None:
        """The stages that a clause defines; empty if they cannot be read, None if it defines none."""
        cuts = [
            i
            for i in range(1, len(tokens))
            if (tokens[i].is_sign(",", ";") or tokens[i].is_word("and"))
            and i + 1 < len(tokens)
            and stage_at(tokens, i + 1 + words_at(tokens, i + 1, _ARTICLES), self.lexicon) is not None
        ]
        if cuts and unless_at(tokens[cuts[-1] :]) is not None:
            return []
        found: list[Statement] = []
        for start, end in zip([0, *(c + 1 for c in cuts)], [*cuts, len(tokens)], strict=True):
            part = tokens[start:end]
            stage = stage_head(part, self.lexicon) or (_stage_unless(part, self.lexicon) if not cuts else None)
            if stage is None:
                return None if not cuts else []
            kept = kept_until(stage.rest, self.lexicon, self.answers) if stage.rest else None
            rest, holds = kept if kept is not None else (stage.rest, "")
            ways = alternatives(rest) if rest else []
            for way in ways:
                reading = self._condition(way, True, outcome, points_only=True)
                if reading is None and (owning := _with_verb(part, way)):
                    reading = self._condition(owning, True, outcome)  # "A hot lead has a phone number"
                if reading is None:
                    return []
                span = Span(part[0].start, part[-1].end) if way is ways[0] else Span.of(way)
                found.append(StageRule(stage.name, stage.after, reading.condition, span, holds))
            if not ways:
                return []
        return found

    def _disqualified(
        self, tokens: Sequence[Token], span: Span, outcome: Outcome, whole: Sequence[Token]
    ) -> list[Statement] | None:
        excepted = unless_at(tokens)
        if excepted is not None:
            reading = self._condition(tokens, True, outcome)
            return None if reading is None else [Disqualification(reading.condition, span)]
        apart = kinds_apart(tokens)
        if len(apart) > 1:
            readings = [self._condition(p, True, outcome) for p in apart]
            found = [Disqualification(r.condition, span) for r in readings if r is not None]
            return [*found] if len(found) == len(apart) else self._barred_alone(tokens, outcome, whole)
        reader = Reader(self.lexicon, self.answers, True)
        listed = reader.parts(tokens)
        spared = next((i for i in range(1, len(tokens)) if words_at(tokens, i, _SPARED)), 0)
        if listed is not None and spared:
            is_open = tokens[spared].is_word("and") and not any(t.is_word("not") for t in tokens[:spared])
            if is_open or len(listed[0]) != 2:
                return None  # "US companies and not opted in": both, or either?
            return [Disqualification(joined("all", listed[0]), span)]  # "dq competitors but not students"
        if listed is not None and len(listed[0]) > 1 and all(isinstance(c, Fact | Happened) for c in listed[0]):
            whole = [t for t in whole if t.end <= tokens[-1].end]
            has_and = any(t.is_word("and") for t in tokens)
            fields = {c.field if isinstance(c, Fact) else "" for c in listed[0]}
            one_field = len(fields) == 1 and "" not in fields and not any(t.kind == "number" for t in tokens)
            has_colon = not has_and and any(t.is_sign(":") for t in whole)
            named = [t for t in whole if t.start >= tokens[0].start]
            if is_list_of_kinds(named) or one_field or has_colon:
                outcome.notes += listed[1]
                return [Disqualification(c, span) for c in listed[0]]
            if not has_and and not any(t.is_word("or") for t in tokens):
                return None  # "people with a gmail address, in India": both, or either?
        reading = self._condition(tokens, True, outcome)
        if reading is None:
            return self._barred_alone(tokens, outcome, whole)
        c = reading.condition
        if isinstance(c, Happened) and (question := who_or_what(whole, c, self.text)) is not None:
            answer = self.answers.get(question.text)
            if answer is None:
                outcome.questions.append(question)
            elif answer == question.choices[1]:
                return [IgnoreRule(c.source, span)]
        if isinstance(c, Joined) and c.least == "any":
            return [Disqualification(p, span) for p in c.parts]
        return [Disqualification(c, span)]

    def _barred_alone(
        self, tokens: Sequence[Token], outcome: Outcome, whole: Sequence[Token]
    ) -> list[Statement] | None:
        """Those members of a list of leads that can be read, where the others are reported."""
        found: list[Statement] = []
        unread: list[Unread] = []
        quiet = Outcome(None)
        for member in one_by_one(tokens, [t for t in whole if t.start < tokens[0].start]):
            its = Span(member[0].start, member[-1].end)
            reading = self._condition(member, True, quiet)
            if reading is None:
                unread.append(Unread(its.words(self.text), nearest_to(member, self.lexicon)))
            else:
                found.append(Disqualification(reading.condition, its))
        if not found:
            return None
        outcome.notes += quiet.notes
        outcome.questions += quiet.questions
        outcome.unread += unread
        return found


def _with_verb(part: Sequence[Token], way: Sequence[Token]) -> Sequence[Token]:
    """The words of a condition from the "has" or "needs" on that stands right before them; none if there is none."""
    start = next((i for i, t in enumerate(part) if t is way[0]), 0)
    at = start - (start > 0 and part[start - 1].is_word("a", "an", "the", "their"))
    return (part[at - 1], *part[at:]) if at > 0 and part[at - 1].is_word("has", "have", "needs", "with") else ()


def _stage_unless(tokens: Sequence[Token], lexicon: Lexicon) -> StageHead | None:
    """ "Everyone who requested a demo is an MQL, unless they are a student"."""
    excepted = unless_at(tokens)
    if excepted is None or not excepted[0] or not excepted[1] or excepted[0][-1].start > excepted[1][0].start:
        return None
    before = list(excepted[0])
    while before and before[-1].is_sign(","):
        before.pop()
    head = stage_head(before, lexicon) if before else None
    if head is None or not head.rest:
        return None
    at = excepted[1][0].start
    return replace(head, rest=(*head.rest, Token("word", "unless", "unless", at, at), *excepted[1]))


def _leaves_of(statement: Statement) -> list[Condition]:
    return list(leaves(statement.condition)) if isinstance(statement, StageRule) else []
