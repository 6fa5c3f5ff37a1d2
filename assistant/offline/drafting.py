"""From an outline to statements: headings give their lines a meaning, lines that belong together stay together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from ..drafts import Question, Unread
from ..reading.numbers import phrases, words_at
from ..reading.outline import Clause
from ..reading.tokens import Token
from .amounts import amounts_in
from .asking import number_in
from .bands import only_highest, says_more
from .chatter import is_row_of_names
from .clauses import ClauseReader
from .conditions import Condition, Fact, Happened, Joined, joined, leaves, within
from .drafted import Drafted, Grouped
from .following import with_what_follows
from .grades import grade_head
from .headings import Heading, heading_of
from .heads import stage_head
from .lexicon import Lexicon
from .nearest import nearest_to
from .reader import Ambiguous, Reader
from .restricting import may_restrict
from .statements import (
    Bare,
    Disqualification,
    GradeRule,
    LimitRule,
    PointsRule,
    Span,
    StageRule,
    Statement,
    TableRule,
    TermRule,
)
from .tables import any_leans, highest_first, merged, overlapping, tiered_fields
from .terms import Term, terms_in

ALL, ANY = "all of them", "any one of them"


@dataclass(frozen=True, slots=True)
class _Around:
    """What the headings above say."""

    stage: str = ""
    out: bool = False
    takes: bool = False
    group: str = ""
    listed: bool = False
    window: str = ""


@dataclass(slots=True)
class _Bag:
    """Conditions of which the lines themselves say nothing more. ``broken``: some line could not be read."""

    parts: list[Bare] = field(default_factory=list[Bare])
    broken: list[Clause] = field(default_factory=list[Clause])
    joint: Literal["", "and", "or"] = ""


_CLOSINGS: Final = phrases(
    "thanks|thank you|best|regards|kind regards|best regards|cheers|many thanks|thx|let me know|best wishes|"
    "warm regards"
)  # fmt: skip
_MARKED: Final = {"and": "and", "or": "or", "plus": "and"}


class Drafting:
    """Reads a whole outline, once."""

    def __init__(self, text: str, lexicon: Lexicon, answers: Mapping[str, str]) -> None:
        self.text = text
        self.lexicon = lexicon
        self.answers = answers
        self.reader = ClauseReader(text, lexicon, answers)
        self.found = Drafted()
        self.terms: Mapping[int, Term] = {}
        self._is_closed = False
        self._restricted = False

    def run(self, clauses: Sequence[Clause]) -> Drafted:
        bag = _Bag()
        clauses = with_what_follows(clauses, self.text, self.lexicon)
        self.reader.points.is_alone = sum(1 for c in clauses for _ in (c, *c.below)) == 1
        self.terms = terms_in(clauses, self.lexicon, self.answers)
        for term in self.terms.values():
            self.lexicon.terms.append((term.words, term.name))
            self.found.others.append(TermRule(term.name, term.condition, Span(term.start, term.end)))
            self.found.notes += term.notes
        self._below(clauses, _Around(), bag)
        self._left_over(bag)
        found = self.found
        if self._restricted or (bag.broken and bag.parts):
            self._give_up()
        for group in found.groups:
            if overlapping(group.statements):
                self._ask_overlap(group)
            group.statements = merged(group.statements)
        found.questions = list(dict.fromkeys(found.questions))
        found.notes = [n for n in dict.fromkeys(found.notes) if n]
        return found

    # --- lines

    def _below(self, clauses: Sequence[Clause], around: _Around, bag: _Bag) -> None:
        for clause in clauses:
            if clause.below and is_row_of_names(clause.tokens):
                self._below(clause.below, around, bag)
            elif clause.is_heading and clause.below:
                self._heading(clause, around, bag)
            else:
                self._line(clause, around, bag)

    def _heading(self, clause: Clause, around: _Around, bag: _Bag) -> None:
        heading = heading_of(clause.tokens, self.lexicon)
        self.found.notes += heading.notes
        inner = _Bag()
        if heading.role == "grade":
            self._grade(clause)
            return
        if heading.role == "unread":
            if not self._headed_by_condition(clause, around, bag):
                self._unread(clause)
                bag.broken.append(clause)
            return
        group = self._unique_group(heading) if heading.role == "group" else around.group
        below = _Around(
            heading.stage or around.stage, heading.role == "out" or around.out, heading.takes or around.takes, group,
            around.listed or heading.least is not None, heading.window or around.window,
        )  # fmt: skip
        before = self._count()
        self._below(clause.below, below, inner)
        if heading.least is not None and self._count() > before:
            self._unread(replace(clause, below=[]))  # points of which only some are to count
            self._restricted = True
        if heading.limit is not None and group:
            for grouped in self.found.groups:
                if grouped.name == group:
                    grouped.limit = heading.limit
                    grouped.span = Span(clause.start, clause.end)
        if heading.rest:
            self._rest(heading, clause, inner)
        combined = self._combined(inner, heading, clause, around)
        if combined is None:
            if inner.parts or inner.broken:
                bag.broken.append(clause)
            return
        if heading.role == "stage":
            span = Span(clause.start, max([clause.end, *(p.span.end for p in inner.parts)]))
            self.found.others.append(StageRule(heading.stage, heading.after, combined.condition, span))
        else:
            bag.parts.append(combined)

    def _rest(self, heading: Heading, clause: Clause, inner: _Bag) -> None:
        """A condition that stands in the heading itself: all of it holds beside the list below."""
        try:
            reading = Reader(self.lexicon, self.answers, True).read(heading.rest)
        except Ambiguous:
            reading = None
        if reading is None:
            inner.broken.append(clause)
            return
        self.found.notes += reading.notes
        listed = inner.parts
        least = heading.least or "all"
        condition = (
            joined(least, [p.condition for p in listed]) if len(listed) > 1 else listed[0].condition if listed else None
        )
        if condition is None:
            inner.broken.append(clause)
            return
        if heading.window:
            condition = within(condition, heading.window)
        span = Span(clause.start, listed[-1].span.end)
        inner.parts = [Bare(reading.condition, Span(clause.start, clause.end)), Bare(condition, span)]
        heading.least, heading.window = "all", ""

    def _headed_by_condition(self, clause: Clause, around: _Around, bag: _Bag) -> bool:
        """ "US companies that did any of:" above a list: the words and the list as one sentence."""
        if any(c.below for c in clause.below):
            return False
        tokens: list[Token] = list(clause.tokens)
        for child in clause.below:
            tokens += [*child.tokens, Token("sign", ";", ";", child.end, child.end)]
        whole = Clause(tuple(tokens[:-1]), clause.start, clause.below[-1].end, clause.level, clause.is_item)
        quiet = _Bag()
        before, restricted = len(self.found.unread), self._restricted
        self._line(whole, around, quiet)
        if quiet.broken:
            del self.found.unread[before:]
            self._restricted = restricted
            return False
        bag.parts += quiet.parts
        return True

    def _line(self, clause: Clause, around: _Around, bag: _Bag) -> None:
        if clause.start in self.terms:
            return
        tokens = clause.tokens
        joint = ""
        while len(tokens) > 1 and clause.is_item and tokens[-1].is_word("and", "or"):
            joint, tokens = tokens[-1].text, tokens[:-1]
        while (
            len(tokens) > 1 and tokens[0].is_word("and", "or", "plus") and (clause.is_item or tokens[0].raw.isupper())
        ):
            joint, tokens = _MARKED[tokens[0].text], tokens[1:]
        clause.tokens = tokens
        if self._is_signature(clause) or self._headed_line(clause, around, bag):
            return
        outcome = self.reader.read(
            clause, disqualifies=around.out, takes=around.takes, is_listed=bool(around.stage) or around.listed
        )
        if outcome.statements is None:
            self._unread(clause)
            if not around.out:
                bag.broken.append(clause)
                if not (around.stage or around.listed) and may_restrict(clause, self.lexicon):
                    self._restricted = True
            return
        if joint:
            bag.joint = "and" if joint == "and" else "or"
        self.found.notes += outcome.notes
        self.found.questions += outcome.questions
        for statement in outcome.statements:
            self._place(statement, around, bag)

    def _headed_line(self, clause: Clause, around: _Around, bag: _Bag) -> bool:
        """ "Fit (all): US, 50+ employees": a heading and its list on one line."""
        colon = next((i for i, t in enumerate(clause.tokens) if t.is_sign(":")), 0)
        if not 0 < colon < len(clause.tokens) - 1 or stage_head(clause.tokens, self.lexicon) is not None:
            return False
        heading = heading_of(clause.tokens[:colon], self.lexicon)
        if heading.role not in ("group", "plain") or not (heading.least or heading.limit or heading.window):
            return False
        rest = clause.tokens[colon + 1 :]
        child = Clause(tuple(rest), rest[0].start, clause.end, clause.level + 1, True)
        parent = Clause(
            clause.tokens[: colon + 1], clause.start, clause.tokens[colon].end, clause.level, clause.is_item
        )
        if heading.least is not None and not amounts_in(rest, self.lexicon):
            found = Reader(self.lexicon, self.answers, True).parts(rest)
            if found is None:
                return False
            self.found.notes += [*heading.notes, *found[1]]
            inner = _Bag([Bare(c, Span(child.start, child.end)) for c in found[0]])
            combined = self._combined(inner, heading, parent, around)
            if combined is None:
                bag.broken.append(clause)
            else:
                bag.parts.append(combined)
            return True
        parent.below, parent.is_heading = [child], True
        self._heading(parent, around, bag)
        return True

    def _is_signature(self, clause: Clause) -> bool:
        """The lines behind "Thanks," and "Best regards,"."""
        if words_at(clause.tokens, 0, _CLOSINGS) and len(clause.tokens) < 8 and not clause.is_item:
            self._is_closed = True
            return not any(t.kind == "number" for t in clause.tokens)
        return self._is_closed and len(clause.tokens) <= 4 and all(t.kind == "word" for t in clause.tokens)

    def _place(self, statement: Statement, around: _Around, bag: _Bag) -> None:
        match statement:
            case PointsRule() | TableRule():
                if around.window and isinstance(statement, PointsRule):
                    statement.condition = within(statement.condition, around.window)
                self._group(around.group).statements.append(statement)
            case Bare():
                bag.parts.append(statement)
            case LimitRule():
                if statement.of_all or not around.group:
                    self.found.total = statement
                else:
                    self._group(around.group).limit = statement.limit
            case _:
                self.found.others.append(statement)

    def _group(self, name: str) -> Grouped:
        for group in self.found.groups:
            if group.name == name:
                return group
        self.found.groups.append(Grouped(name))
        return self.found.groups[-1]

    def _unique_group(self, heading: Heading) -> str:
        return heading.group

    def _grade(self, clause: Clause) -> None:
        tokens: list[Token] = []
        for child in clause.below:
            tokens += [*child.tokens, Token("sign", ",", ",", child.end, child.end)]
        grade = grade_head(tokens, self.lexicon)
        if grade is None:
            self._unread(clause)
        else:
            self.found.others.append(GradeRule(grade.of, grade.bands, Span(clause.start, clause.below[-1].end)))

    # --- conditions that belong together

    def _combined(self, bag: _Bag, heading: Heading, clause: Clause, around: _Around) -> Bare | None:
        if not bag.parts:
            return None
        least = heading.least
        if least is None and bag.joint:
            least = "any" if bag.joint == "or" else "all"
        if bag.broken and least != "any":
            for part in bag.parts:
                self.found.unread.append(Unread(self._words(part.span)))
            return None
        conditions = [p.condition for p in bag.parts]
        if len(conditions) > 1 and least is None:
            least = self._how_many(conditions, clause, heading)
        if isinstance(least, int) and least > len(conditions):
            self._unread(clause)
            return None
        condition = (
            joined(least or "all", conditions) if len(conditions) > 1 or isinstance(least, int) else conditions[0]
        )
        if heading.window:
            condition = within(condition, heading.window)
        return Bare(condition, Span(clause.start, bag.parts[-1].span.end))

    def _how_many(self, conditions: Sequence[Condition], clause: Clause, heading: Heading) -> Literal["all", "any"]:
        """Whether all lines of a list have to hold, where nothing says so."""
        words = " ".join(self.text[clause.start : clause.end].split()).rstrip(":")
        if all(isinstance(c, Happened) for x in conditions for c in leaves(x)):
            question = f"Of the lines below “{words}”, must all hold, or is one enough?"
            answer = self.answers.get(question)
            if answer is None:
                self.found.questions.append(Question(question, (ALL, ANY)))
            return "any" if answer == ANY else "all"
        self.found.notes.append(f"all lines below “{words}” have to hold: nothing says that one is enough")
        return "all"

    def _left_over(self, bag: _Bag) -> None:
        """Conditions of which nothing is said: if there are several, they define an MQL; one alone is asked about."""
        parts = bag.parts
        if not parts:
            return
        if bag.broken:
            for part in parts:
                self.found.unread.append(Unread(self._words(part.span)))
            return
        stages = [s for s in self.found.others if isinstance(s, StageRule)]
        span = Span(parts[0].span.start, parts[-1].span.end)
        condition = joined("any" if bag.joint == "or" else "all", [p.condition for p in parts])
        question = f"What comes of “{self._words(span)}”?"
        answer = self.answers.get(question)
        is_definition = isinstance(condition, Joined) and any(isinstance(c, Fact) for c in leaves(condition))
        if answer is None and (stages or self._group_points() or not is_definition):
            also = tuple(f"it has to hold for {s.name} as well" for s in stages[:1])
            choices = (*also, "it makes an MQL", "10 points", "20 points", "it is disqualified")
            self.found.questions.append(Question(question, choices))
            return
        if answer is not None and answer.endswith("as well"):
            for stage in stages:
                if answer == f"it has to hold for {stage.name} as well":
                    stage.condition = joined("all", [condition, stage.condition])
            return
        if answer is not None and "point" in answer:
            from .effects import Effect

            self._group("").statements.append(PointsRule(condition, Effect(amount=number_in(answer)), span))
            return
        if answer is not None and "disqualif" in answer:
            self.found.others.append(Disqualification(condition, span))
            return
        if answer is None:
            self.found.notes.append("read as the definition of an MQL: no points and no stage are named")
        self.found.others.append(StageRule("MQL", "", condition, span))

    def _give_up(self) -> None:
        """Nothing of it is drafted: what could not be read may belong to all of it."""
        found = self.found
        statements = [*(s for g in found.groups for s in g.statements), *found.others]
        for s in statements:
            found.unread.append(Unread(self.text[s.span.start : s.span.end]))
        found.groups, found.others, found.questions, found.total = [], [], [], None

    def _count(self) -> int:
        return sum(len(g.statements) for g in self.found.groups)

    def _group_points(self) -> bool:
        return any(g.statements for g in self.found.groups)

    def _ask_overlap(self, group: Grouped) -> None:
        tiers = [] if says_more(self.text, any_leans(group.statements)) else tiered_fields(group.statements)
        if tiers:
            self.found.notes += [only_highest(name) for name in tiers]
            group.statements = highest_first(group.statements)
            return
        question = "Where several of these bands hold of one lead, which points count?"
        answer = self.answers.get(question)
        if answer is None:
            self.found.questions.append(Question(question, ("the higher band alone", "all of them")))
            return
        if answer == "the higher band alone":
            group.statements = highest_first(group.statements)

    def _unread(self, clause: Clause) -> None:
        words = self.text[clause.start : clause.end]
        self.found.unread.append(Unread(words, nearest_to(clause.tokens, self.lexicon)))
        for child in clause.below:
            self._unread(child)

    def _words(self, span: Span) -> str:
        return " ".join(self.text[span.start : span.end].split())
