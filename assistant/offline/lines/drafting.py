"""From an outline to statements: headings give their lines a meaning, lines that belong together stay together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...drafts import Unread
from ...reading.outline import Clause, every
from ...reading.tokens import Token
from ..clauses.grades import grade_head, in_one, own_grades
from ..clauses.headings import Heading, heading_of, with_rest
from ..clauses.labelling import segment_heading
from ..clauses.lifecycle import own_stages
from ..clauses.owngroups import own_groups
from ..clauses.talk import is_replaced
from ..clauses.terms import forms_of, terms_in
from ..conditions.condition import joined, within
from ..conditions.reader import Ambiguous, Reader
from ..names.chatter import is_chatter, is_row_of_names
from ..names.heads import stage_at, stage_head
from ..names.lexicon import Lexicon
from ..points.amounts import amounts_in
from ..points.bands import says_more
from ..points.besides import without_some
from ..points.following import with_what_follows
from ..points.listing import ends_in_amount
from ..points.recency import in_steps
from ..points.remaining import gives_others_nothing
from ..points.statements import (
    Bare,
    Disqualification,
    GradeRule,
    SegmentRule,
    Span,
    StageRule,
    TableRule,
    TermRule,
)
from ..points.tables import exclusive, holds_of_unknown, merged, overlapping, says_unknown, with_once
from ..points.tallies import includes
from .bags import Around, Bag
from .banding import kind_of, levels_of
from .doubts import adding_up, doubtful
from .drafted import Drafted
from .line import Lines, end_of, says_points, with_amount
from .nesting import nested
from .numbering import numbers_tell, points_last
from .segments import kinds_below, names_kinds
from .subjects import before_parentheses, subject_of
from .titling import is_prose, title_of
from .topics import topic_of


class Drafting(Lines):
    """Reads a whole outline, once."""

    def __init__(self, text: str, lexicon: Lexicon, answers: Mapping[str, str]) -> None:
        super().__init__(text, lexicon, answers)
        self._titles: list[Clause] = []
        self._is_told = False

    def run(self, clauses: Sequence[Clause]) -> Drafted:
        bag = Bag()
        clauses = with_what_follows(nested(clauses, self.text, self.lexicon), self.text, self.lexicon)
        self.reader.points.is_alone = sum(1 for c in clauses for _ in (c, *c.below) if not gives_others_nothing(c)) == 1
        self.lexicon.own_stages = own_stages(clauses, self.lexicon)
        self.lexicon.own_groups = own_groups(clauses, self.lexicon)
        self.lexicon.own_grades = own_grades(clauses, self.lexicon)
        self.terms = terms_in(clauses, self.lexicon, self.answers)
        for term in (t for terms in self.terms.values() for t in terms):
            self.lexicon.terms += [(form, term.name) for form in forms_of(term.words)]
            self.found.others.append(TermRule(term.name, term.condition, Span(term.start, term.end)))
            self.found.notes += term.notes
        clauses = self._without_title(clauses)
        self._is_told = bool(numbers_tell([c for c in every(clauses) if not c.below], self.lexicon))
        self._below(clauses, Around(), bag)
        self._left_over(bag)
        self._bind()
        found = self.found
        self._without_some()
        self._except_worthless()
        for span in (*self._barred, *doubtful(found, clauses, self.text, self.lexicon)):
            self._take_back(span)
        for group in found.groups if not says_more(self.text) else ():
            group.statements = in_steps(group.statements, found.notes)
        found.notes += adding_up(found, self.lexicon)
        only_bars = all(isinstance(s, Disqualification | TermRule) for s in found.others)
        if self.has_lost and only_bars and not self._group_points():
            self._take_back(Span(0, len(self.text)))  # whom a definition leaves out is no definition
        self._ask_twice()
        for group in found.groups:
            with_once(group.statements, self.text)
            if overlapping(group.statements):
                self._ask_overlap(group)
            group.statements = merged(group.statements)
        told = {s.field for g in found.groups for s in g.statements if isinstance(s, TableRule) and says_unknown(s)}
        found.notes = [n for n in found.notes if not any(n.endswith(holds_of_unknown(f)) for f in told)]
        found.questions = list(dict.fromkeys(found.questions))
        found.notes = [n for n in dict.fromkeys(found.notes) if n]
        return found

    def _except_worthless(self) -> None:
        """ "1 point per page view. The careers page gets nothing" leaves something out of what gives points."""
        for start, end, source in self.lexicon.worthless:
            scored = [s for g in self.found.groups for s in g.statements if includes(s, source, self.lexicon)]
            if scored:
                self.found.unread.append(Unread(self._words(Span(start, end))))
                self._barred += [Span(s.span.start, s.span.start + 1) for s in scored]

    def _without_some(self) -> None:
        """Events that are left out of others are no condition of the lead."""
        for group in self.found.groups:
            for at, s in enumerate(group.statements):
                done = without_some(s, self._words(s.span), self.lexicon)
                if done is None:
                    self._barred.append(s.span)
                elif done is not s:
                    group.statements[at] = done
        for at, s in enumerate(self.found.others):
            done = without_some(s, self._words(s.span), self.lexicon)
            if done is None:
                self._barred.append(s.span)
            else:
                self.found.others[at] = done

    def _without_title(self, clauses: Sequence[Clause]) -> Sequence[Clause]:
        """Without the title of it all: "Lead scoring policy, version 2.1"."""
        at, title = 0, None
        while at < min(len(clauses), 6):
            first = clauses[at]
            is_talk_alone = not first.below and (is_chatter(first.tokens) or is_prose(first, self.lexicon))
            title = title_of(clauses[at:], self.text, self.lexicon)
            if title is not None or not is_talk_alone:
                break
            at += 1
        if title is None:
            return clauses
        first = clauses[at]
        if self._names_bands(first) or (first.below and self._names_field(first)):
            return clauses
        self.title_stage = title.stage or self.title_stage
        self._titles.append(first)
        words = self._words(Span(first.start, first.end)).rstrip(":")
        if title.is_unread:
            self._unread(replace(first, below=[]))
        elif title.stage:
            self.found.notes.append(f"“{words}” is read as the name of what is defined")
        else:
            self.found.notes.append(f"“{words}” is read as a title that changes nothing")
        if first.below:
            return clauses
        return [*clauses[:at], *self._without_title(clauses[at + 1 :])]

    # --- headings

    def _below(self, clauses: Sequence[Clause], around: Around, bag: Bag) -> None:
        is_of_points = not (around.points or around.stage or around.out or around.listed)
        if is_of_points and (tells := numbers_tell(clauses, self.lexicon, self._is_told)):
            around = replace(around, points=True)
            self.found.notes += tells
        for clause in map(points_last, clauses) if around.points else clauses:
            if clause.start in self.terms:
                continue
            if is_replaced(clause, clauses):
                self._unread(clause)
                continue
            if self._goes_on(clause, clauses, around):
                continue
            if (clause.below and self._lasting_line(replace(clause, below=[]), around)) or (
                clause.below and is_row_of_names(clause.tokens)
            ):
                self._below(clause.below, around, bag)
            elif clause.is_heading and clause.below:
                self._heading(clause, around, bag)
            elif clause.below:
                self._with_details(clause, around, bag)
            else:
                self._line(clause, around, bag)

    def _goes_on(self, clause: Clause, clauses: Sequence[Clause], around: Around) -> bool:
        """ "and at least one of these:", "and is no competitor" behind the list of a stage: it has to hold as well."""
        if not clause.tokens[0].is_word("and", "plus") or len(clause.tokens) < 2 or around.stage:
            return False
        before = max((c for c in clauses if c.start < clause.start), key=lambda c: c.start, default=None)
        stages = [s for s in self.found.others if isinstance(s, StageRule)]
        if (
            before is None
            or not before.below
            or not stages
            or not before.start <= stages[-1].span.start <= end_of(before)
        ):
            return False
        rest = replace(clause, tokens=clause.tokens[1:])
        if any(amounts_in(c.tokens, self.lexicon) for c in (rest, *rest.below)) or stage_head(
            rest.tokens, self.lexicon
        ):
            return False
        bag = Bag()
        self._below([rest], replace(around, listed=True), bag)
        if bag.broken or not bag.parts:
            self._barred.append(Span(before.start, end_of(clause)))
        else:
            found = [p.condition for p in bag.parts]
            stages[-1].condition = joined("all", [stages[-1].condition, *found])
            stages[-1].span = Span(stages[-1].span.start, end_of(clause))
        return True

    def _heading(self, clause: Clause, around: Around, bag: Bag) -> None:
        if any(clause is title for title in self._titles):
            self._below(clause.below, replace(around, points=around.points or says_points(clause)), bag)
            return
        if self._levels(clause, around, bag):
            return
        segment = segment_heading(clause.tokens, self.lexicon)
        heading = heading_of(clause.tokens, self.lexicon)
        if segment is not None and not any(amounts_in(c.tokens, self.lexicon) for c in clause.below):
            heading = with_rest(Heading("segment", segment[0]), segment[1])
        if heading.role == "grade":
            self._grade(clause)
        elif heading.role == "unread":
            self._topic(clause, around, bag)
        else:
            self._known(heading, clause, around, bag)

    def _names_field(self, clause: Clause) -> bool:
        """ "Valuation of the function": the field that the rows below it are of, and no title."""
        subject = subject_of(before_parentheses(clause.tokens), self.lexicon, self.answers)
        return subject is not None and bool(subject.field)

    def _names_bands(self, clause: Clause) -> bool:
        found = levels_of(clause.tokens, clause.below, self.lexicon)
        return found is not None or names_kinds(clause.tokens, clause.below, self.lexicon)

    def _levels(self, clause: Clause, around: Around, bag: Bag) -> bool:
        """Names of bands of the score, below a heading that says what they are."""
        found = levels_of(clause.tokens, clause.below, self.lexicon)
        if found is None and names_kinds(clause.tokens, clause.below, self.lexicon):
            self.found.heads.append(Span(clause.start, clause.end))
            self._below(kinds_below(clause.below, self.lexicon), Around(), Bag())
            return True
        have_points = all(amounts_in(c.tokens, self.lexicon) or ends_in_amount(c.tokens) for c in clause.below)
        if found is None and kind_of(clause.tokens) == "grade" and have_points and not around.subject:
            words = self._words(Span(clause.start, clause.end)).rstrip(":")
            self.found.notes.append(f"“{words}” is read as a heading that changes nothing below it")
            self._below(clause.below, around, bag)
            return True
        if found is None:
            return False
        self.found.others += found[0]
        self.found.notes += found[1]
        self.found.heads.append(Span(clause.start, clause.end))
        return True

    def _known(self, heading: Heading, clause: Clause, around: Around, bag: Bag) -> None:
        self.found.notes += heading.notes
        inner = Bag()
        span = Span(clause.start, end_of(clause))
        if heading.role == "plain" and heading.limit is not None:
            heading.role, heading.group = "group", "limited_points"
        if around.is_limited and heading.limit is not None:
            self._fails(clause, around, bag)  # a limit within a limit
            return
        is_group = heading.role == "group" and not around.is_limited
        stage = heading.stage if heading.role == "stage" else ""
        is_listed = heading.least is not None or heading.role == "segment"
        below = Around(
            stage or around.stage, heading.role == "out" or around.out, heading.takes or around.takes,
            heading.group if is_group else around.group, around.listed or is_listed,
            heading.window or around.window, around.only,
            subject_of(before_parentheses(clause.tokens), self.lexicon, self.answers)
            if heading.role in ("group", "plain")
            else None,
            around.points or says_points(clause), span,
            around.is_limited or (is_group and heading.limit is not None),
        )  # fmt: skip
        before = self._count()
        lines = clause.below
        if heading.role == "stage" and not heading.after and len(lines) > 1 and heading.least in (None, "all"):
            first = stage_at(lines[0].tokens, 0, self.lexicon)
            if first is not None and first[1] == len(lines[0].tokens) and first[0] != heading.stage:
                heading.after, lines = first[0], lines[1:]
        self._below(lines, below, inner)
        if heading.is_exclusive and not self._only_highest(span):
            self._barred.append(span)
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
                self.has_lost = self.has_lost or heading.role in ("stage", "segment")
            return
        if heading.role == "segment":
            span = Span(clause.start, max([clause.end, *(p.span.end for p in inner.parts)]))
            self._place(SegmentRule(heading.stage, combined.condition, span), around, bag)
        elif heading.role == "stage":
            span = Span(clause.start, max([clause.end, *(p.span.end for p in inner.parts)]))
            self._place(StageRule(heading.stage, heading.after, combined.condition, span), around, bag)
        else:
            bag.parts.append(combined)

    def _only_highest(self, span: Span) -> bool:
        """Of the points below a heading that says so, only the highest; False if that cannot be said."""
        for group in self.found.groups:
            here = [s for s in group.statements if span.start <= s.span.start < span.end]
            if not here:
                continue
            found = exclusive(here)
            if found is None:
                return False
            at = group.statements.index(here[0])
            group.statements = [s for s in group.statements if s not in here]
            group.statements[at:at] = found
        return True

    def _topic(self, clause: Clause, around: Around, bag: Bag) -> None:
        """A heading that is none of the usual ones."""
        topic = topic_of(clause, self.lexicon, self.answers)
        has_points = any(amounts_in(c.tokens, self.lexicon) for c in clause.below)
        if topic.kind != "points" and not has_points and self._headed_by_condition(clause, around, bag):
            return
        words = self._words(Span(clause.start, clause.end)).rstrip(":")
        below = replace(around, subject=None, scope=Span(clause.start, end_of(clause)))
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
                lines = [with_amount(c, topic.tokens) for c in lines]
            case "only":
                assert topic.condition is not None
                only = topic.condition if around.only is None else joined("all", [around.only, topic.condition])
                below = replace(below, only=only)
                self.found.questions += topic.questions
                self.found.notes += [*topic.notes, f"the lines below “{words}” hold for those leads only"]
            case "subject":
                below = replace(below, subject=topic.subject)
                self.found.heads.append(Span(clause.start, clause.end))
            case "alone":
                self._unread(replace(clause, below=[]))
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
        have_points = sum(bool(amounts_in(c.tokens, self.lexicon)) for c in clause.below)
        tokens: list[Token] = list(clause.tokens)
        for child in clause.below:
            tokens += [*child.tokens, Token("sign", ";", ";", child.end, child.end)]
        whole = Clause(tuple(tokens[:-1]), clause.start, clause.below[-1].end, clause.level, clause.is_item)
        outcome = self._read(whole, replace(around, subject=None))
        if outcome.statements is None or outcome.unread:
            return False
        if have_points > 1 and not all(isinstance(s, TableRule) for s in outcome.statements):
            return False  # what the heading says may hold for each line
        self._take(outcome, whole, around, bag)
        return True

    def _with_details(self, clause: Clause, around: Around, bag: Bag) -> None:
        """A line with points, and lines deeper that say more of it: "demo: +40", below it "only once", "max 80"."""
        flat = [c for child in clause.below for c in (child, *child.below)]
        tokens: list[Token] = list(clause.tokens)
        for child in flat:
            tokens += [Token("sign", ",", ",", child.start, child.start), *child.tokens]
        whole = replace(clause, tokens=tuple(tokens), end=flat[-1].end, below=[])
        if not any(amounts_in(c.tokens, self.lexicon) for c in flat):
            outcome = self._read(whole, around)
            if outcome.statements is not None and len(outcome.statements) == 1 and not outcome.unread:
                self._take(outcome, whole, around, bag)
                return
        self._unread(clause)

    def _grade(self, clause: Clause) -> None:
        grade = grade_head(in_one(clause.below), self.lexicon)
        if grade is None:
            self._unread(clause)
        else:
            self.found.others.append(GradeRule(grade.of, grade.bands, Span(clause.start, clause.below[-1].end)))
