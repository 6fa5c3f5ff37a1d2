"""From an outline to statements: headings give their lines a meaning, lines that belong together stay together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..drafts import Question, Unread
from ..reading.numbers import phrases, words_at
from ..reading.outline import Clause
from ..reading.tokens import Token
from .amounts import amounts_in
from .bags import Around, Bag
from .chatter import is_chatter, is_row_of_names
from .clauses import ClauseReader
from .conditions import joined, within
from .drafted import Drafted
from .following import with_what_follows
from .gathering import Gathering
from .grades import grade_head
from .headings import Heading, heading_of
from .heads import stage_head
from .lexicon import Lexicon
from .lifecycle import own_stages
from .nesting import nested
from .outcome import Outcome
from .reader import Ambiguous, Reader
from .restricting import belongs, may_restrict, narrowed
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
from .subjects import subject_of
from .tables import merged, overlapping, with_once
from .terms import Term, forms_of, terms_in, with_meaning
from .titling import title_of
from .topics import topic_of

_CLOSINGS: Final = phrases(
    "thanks|thank you|best|regards|kind regards|best regards|cheers|many thanks|thx|let me know|best wishes|"
    "warm regards|sincerely|yours|all the best|talk soon|ta|br|rgds|ciao|greetings|yours sincerely"
)  # fmt: skip
_MARKED: Final = {"and": "and", "or": "or", "plus": "and"}


class Drafting(Gathering):
    """Reads a whole outline, once."""

    def __init__(self, text: str, lexicon: Lexicon, answers: Mapping[str, str]) -> None:
        super().__init__(text, lexicon, answers)
        self.reader = ClauseReader(text, lexicon, answers)
        self.terms: Mapping[int, Sequence[Term]] = {}
        self._is_closed = False
        self._barred: list[Span] = []
        self._asked: list[tuple[int, Question]] = []

    def run(self, clauses: Sequence[Clause]) -> Drafted:
        bag = Bag()
        clauses = with_what_follows(nested(clauses, self.text, self.lexicon), self.text, self.lexicon)
        self.reader.points.is_alone = sum(1 for c in clauses for _ in (c, *c.below)) == 1
        self.lexicon.own_stages = own_stages(clauses, self.lexicon)
        self.terms = terms_in(clauses, self.lexicon, self.answers)
        for term in (t for terms in self.terms.values() for t in terms):
            self.lexicon.terms += [(form, term.name) for form in forms_of(term.words)]
            self.found.others.append(TermRule(term.name, term.condition, Span(term.start, term.end)))
            self.found.notes += term.notes
        clauses = self._without_title(clauses)
        self._below(clauses, Around(), bag)
        self._left_over(bag)
        found = self.found
        for span in self._barred:
            self._take_back(span)
        only_bars = all(isinstance(s, Disqualification | TermRule) for s in found.others)
        if self.has_lost and only_bars and not self._group_points():
            self._take_back(Span(0, len(self.text)))  # whom a definition leaves out is no definition
        for group in found.groups:
            with_once(group.statements, self.text)
            if overlapping(group.statements):
                self._ask_overlap(group)
            group.statements = merged(group.statements)
        found.questions = list(dict.fromkeys(found.questions))
        found.notes = [n for n in dict.fromkeys(found.notes) if n]
        return found

    def _without_title(self, clauses: Sequence[Clause]) -> Sequence[Clause]:
        """Without the title of it all: "Lead scoring policy, version 2.1"."""
        at = next((i for i, c in enumerate(clauses) if c.below or not is_chatter(c.tokens)), len(clauses))
        title = title_of(clauses[at:], self.text, self.lexicon)
        if title is None:
            return clauses
        first = clauses[at]
        self.title_stage = title.stage
        words = self._words(Span(first.start, first.end)).rstrip(":")
        self.found.notes.append(f"“{words}” is read as a title that changes nothing")
        return [*clauses[:at], *first.below, *clauses[at + 1 :]]

    # --- headings

    def _below(self, clauses: Sequence[Clause], around: Around, bag: Bag) -> None:
        for clause in clauses:
            if clause.start in self.terms:
                continue
            if clause.below and is_row_of_names(clause.tokens):
                self._below(clause.below, around, bag)
            elif clause.is_heading and clause.below:
                self._heading(clause, around, bag)
            else:
                self._line(clause, around, bag)

    def _heading(self, clause: Clause, around: Around, bag: Bag) -> None:
        heading = heading_of(clause.tokens, self.lexicon)
        if heading.role == "grade":
            self._grade(clause)
        elif heading.role == "unread":
            self._topic(clause, around, bag)
        else:
            self._known(heading, clause, around, bag)

    def _known(self, heading: Heading, clause: Clause, around: Around, bag: Bag) -> None:
        self.found.notes += heading.notes
        inner = Bag()
        span = Span(clause.start, _end(clause))
        is_group = heading.role == "group"
        below = Around(
            heading.stage or around.stage, heading.role == "out" or around.out, heading.takes or around.takes,
            heading.group if is_group else around.group, around.listed or heading.least is not None,
            heading.window or around.window, around.only,
            subject_of(clause.tokens, self.lexicon, self.answers) if heading.role in ("group", "plain") else None,
            around.points or _says_points(clause), span,
        )  # fmt: skip
        before = self._count()
        self._below(clause.below, below, inner)
        if heading.least is not None and self._count() > before:
            self._unread(replace(clause, below=[]))  # points of which only some are to count
            self._barred.append(span)
        if heading.limit is not None and is_group:
            for grouped in self.found.groups:
                if grouped.name == heading.group and grouped.only == around.only:
                    grouped.limit = heading.limit
                    grouped.span = Span(clause.start, clause.end)
        if heading.rest:
            self._rest(heading, clause, inner)
        combined = self._combined(inner, heading, clause, around)
        if combined is None:
            if inner.parts or inner.broken:
                bag.broken.append(clause)
                self.has_lost = self.has_lost or heading.role == "stage"
            return
        if heading.role == "stage":
            span = Span(clause.start, max([clause.end, *(p.span.end for p in inner.parts)]))
            self._place(StageRule(heading.stage, heading.after, combined.condition, span), around, bag)
        else:
            bag.parts.append(combined)

    def _topic(self, clause: Clause, around: Around, bag: Bag) -> None:
        """A heading that is none of the usual ones."""
        if not any(amounts_in(c.tokens, self.lexicon) for c in clause.below) and self._headed_by_condition(
            clause, around, bag
        ):
            return
        topic = topic_of(clause, self.lexicon, self.answers)
        words = self._words(Span(clause.start, clause.end)).rstrip(":")
        below = replace(around, subject=None, scope=Span(clause.start, _end(clause)))
        lines = clause.below
        match topic.kind:
            case "unread":
                if not self._headed_by_condition(clause, around, bag):
                    self._fails(clause, around, bag)
                return
            case "heading":
                assert topic.heading is not None
                self._known(topic.heading, clause, around, bag)
                return
            case "points":
                below = replace(below, group=topic.heading.group if topic.heading is not None else around.group)
                lines = [_with(c, topic.tokens) for c in lines]
            case "only":
                assert topic.condition is not None
                only = topic.condition if around.only is None else joined("all", [around.only, topic.condition])
                below = replace(below, only=only)
                self.found.questions += topic.questions
                self.found.notes += [*topic.notes, f"the lines below “{words}” hold for those leads only"]
            case "subject":
                below = replace(below, subject=topic.subject)
            case "talk":
                self.found.notes.append(f"“{words}” is read as a heading that changes nothing below it")
        self._below(lines, below, bag)

    def _rest(self, heading: Heading, clause: Clause, inner: Bag) -> None:
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

    def _headed_by_condition(self, clause: Clause, around: Around, bag: Bag) -> bool:
        """ "US companies that did any of:" above a list: the words and the list as one sentence."""
        if any(c.below for c in clause.below):
            return False
        tokens: list[Token] = list(clause.tokens)
        for child in clause.below:
            tokens += [*child.tokens, Token("sign", ";", ";", child.end, child.end)]
        whole = Clause(tuple(tokens[:-1]), clause.start, clause.below[-1].end, clause.level, clause.is_item)
        outcome = self._read(whole, replace(around, subject=None))
        if outcome.statements is None:
            return False
        self._take(outcome, whole, around, bag)
        return True

    # --- lines

    def _line(self, clause: Clause, around: Around, bag: Bag) -> None:
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
        outcome = self._read(clause, around)
        if outcome.statements is None and (meant := with_meaning(clause, self.lexicon, self.answers)) is not None:
            outcome = self._read(meant, around)
            if outcome.statements is not None:
                words = self._words(Span(clause.start, clause.end))
                outcome.notes.append(f"the first words of “{words}” are read as what the parentheses say")
        if outcome.statements is None:
            if not self._labelled_line(clause, around, bag):
                self._fails(clause, around, bag)
            return
        if joint:
            bag.joint = "and" if joint == "and" else "or"
        if clause.remark is not None:
            remark = self._words(Span(*clause.remark))
            self.found.notes.append(f"“{remark}” is read as a remark that changes nothing")
        self._take(outcome, clause, around, bag)

    def _read(self, clause: Clause, around: Around) -> Outcome:
        """The line by itself, or with the name that the heading above gives it."""
        is_listed = bool(around.stage) or around.listed
        self.reader.points.are_points = around.points
        if around.subject is not None:
            named = self.reader.attempt(
                around.subject.named(clause), disqualifies=around.out, takes=around.takes, is_listed=is_listed
            )
            if named.statements and around.subject.is_of(named.statements):
                return named
        return self.reader.read(clause, disqualifies=around.out, takes=around.takes, is_listed=is_listed)

    def _take(self, outcome: Outcome, clause: Clause, around: Around, bag: Bag) -> None:
        self.found.notes += outcome.notes
        self.found.questions += outcome.questions
        self._asked += [(clause.start, q) for q in outcome.questions]
        for statement in outcome.statements or ():
            self._place(statement, around, bag)

    def _fails(self, clause: Clause, around: Around, bag: Bag) -> None:
        """A line that could not be read: whatever it may belong to or restrict goes with it."""
        self._unread(clause)
        if around.out:
            return
        if around.stage or around.listed:
            bag.broken.append(clause)
            return
        self.has_lost = self.has_lost or stage_head(clause.tokens, self.lexicon) is not None
        if belongs(clause, self.lexicon):
            bag.broken.append(clause)
        if not may_restrict(clause, self.lexicon) or clause.below:
            return
        start = self.text.rfind("\n", 0, clause.start) + 1
        end = self.text.find("\n", clause.end)
        line = Span(start, end if end >= 0 else len(self.text))
        shares_line = re.search(r"[^\W\d]{2}", self.text[start : clause.start]) is not None
        if clause.is_item and shares_line:
            self._barred.append(line)
        else:
            self._barred.append(around.scope or Span(0, len(self.text)))

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

    def _headed_line(self, clause: Clause, around: Around, bag: Bag) -> bool:
        """ "Fit (all): US, 50+ employees": a heading and its list on one line."""
        colon = next((i for i, t in enumerate(clause.tokens) if t.is_sign(":")), 0)
        if not 0 < colon < len(clause.tokens) - 1 or stage_head(clause.tokens, self.lexicon) is not None:
            return False
        heading = heading_of(clause.tokens[:colon], self.lexicon)
        if heading.role not in ("group", "plain") or not (heading.least or heading.limit or heading.window):
            return False
        rest = clause.tokens[colon + 1 :]
        child, parent = _cut(clause, colon)
        if heading.least is not None and not amounts_in(rest, self.lexicon):
            found = Reader(self.lexicon, self.answers, True).parts(rest)
            if found is None:
                return False
            self.found.notes += [*heading.notes, *found[1]]
            inner = Bag([Bare(c, Span(child.start, child.end)) for c in found[0]])
            combined = self._combined(inner, heading, parent, around)
            if combined is None:
                bag.broken.append(clause)
            else:
                bag.parts.append(combined)
            return True
        self._heading(parent, around, bag)
        return True

    def _labelled_line(self, clause: Clause, around: Around, bag: Bag) -> bool:
        """ "Behaviour: demo +40, pricing page +10": a heading that says nothing but a name, and a line behind it."""
        colon = next((i for i, t in enumerate(clause.tokens) if t.is_sign(":")), 0)
        if not 0 < colon < len(clause.tokens) - 1:
            return False
        child, parent = _cut(clause, colon)
        heading = heading_of(parent.tokens, self.lexicon)
        is_usual = heading.role in ("group", "plain")
        topic = topic_of(parent, self.lexicon, self.answers) if heading.role == "unread" else None
        if not is_usual and not _has_amounts(child.tokens, self.lexicon):
            return False
        if not is_usual and (topic is None or topic.kind not in ("only", "talk", "heading")):
            return False
        around_it = replace(around, points=around.points or _says_points(parent))
        outcome = (
            self.reader.attempt(child, takes=around.takes) if not around_it.points else self._read(child, around_it)
        )
        if outcome.statements is None:
            return False
        self._heading(parent, around, bag)
        return True

    def _is_signature(self, clause: Clause) -> bool:
        """The lines behind "Thanks," and "Best regards,"."""
        if words_at(clause.tokens, 0, _CLOSINGS) and len(clause.tokens) < 8 and not clause.is_item:
            self._is_closed = True
            return not any(t.kind == "number" for t in clause.tokens)
        return self._is_closed and len(clause.tokens) <= 4 and all(t.kind == "word" for t in clause.tokens)

    def _place(self, statement: Statement, around: Around, bag: Bag) -> None:
        if around.only is not None and not isinstance(statement, PointsRule | TableRule):
            narrower = narrowed(statement, around.only)
            if narrower is None:
                self.found.unread.append(Unread(self.text[statement.span.start : statement.span.end]))
                return
            statement = narrower
        match statement:
            case PointsRule() | TableRule():
                if around.window and isinstance(statement, PointsRule):
                    statement.condition = within(statement.condition, around.window)
                self._group(around.group, around.only).statements.append(statement)
            case Bare():
                bag.parts.append(statement)
            case LimitRule():
                if statement.of_all or not around.group:
                    self.found.total = statement
                else:
                    self._group(around.group, around.only).limit = statement.limit
            case _:
                self.found.others.append(statement)

    def _grade(self, clause: Clause) -> None:
        tokens: list[Token] = []
        for child in clause.below:
            tokens += [*child.tokens, Token("sign", ",", ",", child.end, child.end)]
        grade = grade_head(tokens, self.lexicon)
        if grade is None:
            self._unread(clause)
        else:
            self.found.others.append(GradeRule(grade.of, grade.bands, Span(clause.start, clause.below[-1].end)))


def _cut(clause: Clause, colon: int) -> tuple[Clause, Clause]:
    """What stands behind a colon, and the heading before it with that below it."""
    rest = clause.tokens[colon + 1 :]
    child = Clause(tuple(rest), rest[0].start, clause.end, clause.level + 1, True)
    parent = Clause(clause.tokens[: colon + 1], clause.start, clause.tokens[colon].end, clause.level, clause.is_item)
    parent.below, parent.is_heading = [child], True
    return child, parent


def _end(clause: Clause) -> int:
    return max([clause.end, *(_end(c) for c in clause.below)])


def _with(clause: Clause, amount: Sequence[Token]) -> Clause:
    """A line with the points that its heading gives."""
    at = clause.end
    more = [replace(t, start=at, end=at) for t in (Token("sign", ":", ":", at, at), *amount)]
    return replace(clause, tokens=(*clause.tokens, *more))


def _says_points(clause: Clause) -> bool:
    return any(t.is_word("points", "pts", "score", "scoring", "scores") for t in clause.tokens)


def _has_amounts(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    return bool(amounts_in(tokens, lexicon)) or any(t.kind == "number" for t in tokens)
