"""Reads the lines of an outline, each by itself or with what the heading above it says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ...drafts import Unread
from ...reading.numbers import bound_at, phrases, words_at
from ...reading.outline import Clause
from ...reading.tokens import Token
from ..clauses.capping import limit_in
from ..clauses.clause import ClauseReader
from ..clauses.headings import heading_of
from ..clauses.remarks import without_remarks
from ..clauses.surrounding import is_story
from ..clauses.talk import tells
from ..clauses.terms import Term, with_meaning
from ..conditions.condition import Fact, within
from ..conditions.reader import Reader
from ..names.heads import stage_head
from ..names.lexicon import Lexicon
from ..names.saying import said_at
from ..points.amounts import amounts_in
from ..points.outcome import Outcome
from ..points.statements import Bare, ChooseRule, LimitRule, PointsRule, Span, Statement, TableRule
from ..points.turned import put_together, turned
from .bags import Around, Bag
from .banding import levels_of, single_level
from .binding import Binding
from .cutting import cut_at, is_amount, is_changed, members, out_of_parentheses, starts_so
from .numbering import parts_tell
from .prefixes import without_prefix
from .reasons import without_reason
from .restricting import belongs, is_of_age, may_decide, may_restrict, narrowed
from .subjects import names_function, subject_of
from .topics import Topic, topic_of
from .totals import as_threshold, sum_in, sum_of

_CLOSINGS: Final = phrases(
    "thanks|thank you|best|regards|kind regards|best regards|cheers|many thanks|thx|let me know|best wishes|"
    "warm regards|sincerely|yours|all the best|talk soon|ta|br|rgds|ciao|greetings|yours sincerely"
)  # fmt: skip
_WONDERING: Final = phrases(
    "should we|do we|shall we|what if|would it|is it|are we|why|how about|do you think|did we|must we|does it|"
    "would you rather|i wonder|not sure|question should|open question|question do we"
)
_MARKED: Final = {"and": "and", "or": "or", "plus": "and"}


class Lines(Binding):
    """Reads lines, and puts what comes of them where the headings above say."""

    def __init__(self, text: str, lexicon: Lexicon, answers: Mapping[str, str]) -> None:
        super().__init__(text, lexicon, answers)
        self.reader = ClauseReader(text, lexicon, answers)
        self.terms: Mapping[int, Sequence[Term]] = {}
        self._is_closed = False

    def _heading(self, clause: Clause, around: Around, bag: Bag) -> None:
        raise NotImplementedError

    def _line(self, clause: Clause, around: Around, bag: Bag) -> None:
        tokens = clause.tokens
        joint = ""
        while len(tokens) > 1 and clause.is_item and tokens[-1].is_word("and", "or"):
            joint, tokens = tokens[-1].text, tokens[:-1]
        while len(tokens) > 1 and tokens[-1].is_sign(";", ","):
            tokens = tokens[:-1]
        while (
            len(tokens) > 1 and tokens[0].is_word("and", "or", "plus") and (clause.is_item or tokens[0].raw.isupper())
        ):
            joint, tokens = _MARKED[tokens[0].text], tokens[1:]
        clause.tokens = tokens
        if not (around.stage or around.listed) and stage_head(clause.tokens, self.lexicon) is None:
            clause = out_of_parentheses(clause)
        if (
            self._is_signature(clause)
            or self._levels_line(clause, around, bag)
            or self._total_line(clause, around)
            or self._headed_line(clause, around, bag)
        ):
            return
        if not (clause.is_item or around.listed or around.stage) and is_story(tokens, self.lexicon):
            self._unread(clause)
            return
        clause = as_threshold(clause, self.lexicon) or clause
        if self._lasting_line(clause, around) or self._exception_line(clause, around) or self._keeping_line(clause):
            return
        if not (around.points or around.stage or around.listed or around.out) and (
            tells := parts_tell(clause, self.lexicon)
        ):
            clause.tokens = tuple(
                replace(t, signed=t.signed or "+") if t.kind == "number" else t for t in clause.tokens
            )
            self.found.notes += tells
        is_no_rule = is_changed(clause) or words_at(clause.tokens, 0, _WONDERING) > 0
        outcome = Outcome(None)
        for asks in (False,) if is_no_rule else (False, True):
            self.reader.asks = asks
            found = self._one_way(clause, around, bag, is_no_rule)
            self.reader.asks = False
            if found is None:
                return
            outcome = found
            if not outcome.is_partial:
                break
        if outcome.statements is None:
            self._fails(clause, around, bag)
            return
        if joint:
            bag.joint = "and" if joint == "and" else "or"
        if clause.remark is not None:
            remark = self._words(Span(*clause.remark))
            self.found.notes.append(f"“{remark}” is read as a remark that changes nothing")
        self._take(outcome, clause, around, bag)

    def _one_way(self, clause: Clause, around: Around, bag: Bag, is_no_rule: bool) -> Outcome | None:
        """What comes of a line that is one clause; None if it was read as something else, and is placed."""
        outcome = self._read(clause, around) if not is_no_rule else Outcome(None)
        if outcome.is_partial and (plain := without_remarks(clause, self.lexicon)) is not None:
            self._line(plain[0], around, bag)
            said = [self._words(Span(*place)) for place in plain[1]]
            self.found.notes += [f"“{words}” is read as a remark that changes nothing" for words in said]
            return None
        if outcome.is_partial and (why := without_reason(clause, self.lexicon)) is not None:
            words = self._words(Span(*why[1]))
            self.found.notes.append(f"“{words}” is read as a reason that changes nothing")
            self._line(why[0], around, bag)
            return None
        if outcome.is_partial and not around.stage and (apart := without_prefix(clause, self.lexicon)) is not None:
            words = self._words(Span(apart[1].start, apart[1].end)).rstrip(":")
            self.found.notes.append(f"“{words}” is read as a remark that changes nothing")
            self._line(apart[0], around, bag)
            return None
        if outcome.is_partial and (meant := with_meaning(clause, self.lexicon, self.answers)) is not None:
            again = self._read(meant, around)
            if not again.is_partial:
                outcome = again
                words = self._words(Span(clause.start, clause.end))
                outcome.notes.append(f"the first words of “{words}” are read as what the parentheses say")
        if outcome.is_partial and (named := self._behind_name(clause, around)) is not None:
            outcome = named
        if outcome.is_partial and (
            self._rest_line(clause, around)
            or self._narrowing_line(clause, around)
            or self._limit_line(clause)
            or self._labelled_line(clause, around, bag)
        ):
            return None
        return outcome

    def _read(self, clause: Clause, around: Around) -> Outcome:
        """The line by itself, or with the name that the heading above gives it."""
        is_listed = bool(around.stage) or around.listed
        self.reader.points.are_points = around.points
        for subject in around.subject.ways if around.subject is not None else ():
            named = self.reader.attempt(
                subject.named(clause), disqualifies=around.out, takes=around.takes, is_listed=is_listed
            )
            if around.subject is not None and subject is around.subject.also and not names_function(clause.tokens):
                continue
            if named.statements and not named.unread and subject.is_of(named.statements):
                return named
        return self.reader.read(clause, disqualifies=around.out, takes=around.takes, is_listed=is_listed)

    def _behind_name(self, clause: Clause, around: Around) -> Outcome | None:
        """ "Authority: the contact is the decision maker", in a list: a condition behind the name of its field."""
        colon = next((i for i, t in enumerate(clause.tokens) if t.is_sign(":")), 0)
        if not (around.stage or around.listed) or not 0 < colon < len(clause.tokens) - 1:
            return None
        field = next((f for f in self.lexicon.fields if said_at(clause.tokens, 0, f) == colon), None)
        if field is None or amounts_in(clause.tokens, self.lexicon):
            return None
        found = self._read(replace(clause, tokens=clause.tokens[colon + 1 :]), around)
        of_it = [s for s in found.statements or () if isinstance(s, Bare) and isinstance(s.condition, Fact)]
        is_whole = not found.is_partial and len(of_it) == 1 == len(found.statements or ())
        return found if is_whole and _is_of(of_it[0], field.written) else None

    def _take(self, outcome: Outcome, clause: Clause, around: Around, bag: Bag) -> None:
        self.found.notes += outcome.notes
        self.found.questions += outcome.questions
        self.found.unread += outcome.unread
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
        self.has_lost = self.has_lost or may_decide(clause, self.lexicon)
        if belongs(clause, self.lexicon):
            bag.broken.append(clause)
        if not may_restrict(clause, self.lexicon) or clause.below or is_of_age(clause, self.lexicon):
            return
        start = self.text.rfind("\n", 0, clause.start) + 1
        end = self.text.find("\n", clause.end)
        line = Span(start, end if end >= 0 else len(self.text))
        shares_line = re.search(r"[^\W\d]{2}", self.text[start : clause.start]) is not None
        if shares_line and (clause.is_item or clause.tokens[0].is_word("they", "it", "that", "which")):
            self._barred.append(line)
        else:
            self._barred.append(around.scope or Span(0, len(self.text)))
        self.found.unread[-1] = Unread(self.found.unread[-1].words, _MAY_RESTRICT)

    def _headed_line(self, clause: Clause, around: Around, bag: Bag) -> bool:
        """ "Fit (all): US, 50+ employees": a heading and its list on one line."""
        colon = next((i for i, t in enumerate(clause.tokens) if t.is_sign(":")), 0)
        if not 0 < colon < len(clause.tokens) - 1 or stage_head(clause.tokens, self.lexicon) is not None:
            return False
        if around.subject is not None and around.subject.field and bound_at(clause.tokens, 0) is not None:
            return False  # "up to 10: -5", below "Employees"
        heading = heading_of(clause.tokens[:colon], self.lexicon)
        if heading.role not in ("group", "plain") or not (heading.least or heading.limit or heading.window):
            return False
        rest = clause.tokens[colon + 1 :]
        if heading.window and is_amount(rest):
            return False  # "60 days: -10", behind "no activity for 30 days: -5"
        child, parent = cut_at(clause, colon)
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

    def _total_line(self, clause: Clause, around: Around) -> bool:
        """ "Total 55" below lines that come to as much: it is said of them, and gives nothing. Any other total is not
        read; it changes no line."""
        total = sum_in(clause)
        if (
            around.stage
            or around.listed
            or total is None
            or limit_in(clause.tokens, Span(clause.start, clause.end)) is not None
        ):
            return False
        start = self.text.rfind("\n", 0, clause.start)
        groups = [[s for s in g.statements if s.span.start < start] for g in self.found.groups]
        if total in (sum_of(s for g in groups for s in g), *(sum_of(g) for g in groups)):
            words = self._words(Span(clause.start, clause.end))
            self.found.notes.append(f"“{words}” is what the lines above come to, and needs no rule")
        else:
            self._unread(clause)
        return True

    def _levels_line(self, clause: Clause, around: Around, bag: Bag) -> bool:
        """ "Levels: Cold < 20, Warm 20-49, Hot 50+": names of bands of the score."""
        colon = next((i for i, t in enumerate(clause.tokens) if t.is_sign(":")), 0)
        if around.stage or around.listed or around.points:
            return False
        single = single_level(clause)
        if single is not None:
            self._take(Outcome([single]), clause, around, bag)
            return True
        if not 0 < colon < len(clause.tokens) - 1:
            return False
        levels = levels_of(clause.tokens[:colon], members(cut_at(clause, colon)[0]), self.lexicon)
        if levels is None or len(levels[0]) + len(levels[1]) < 2:
            return False
        self._take(Outcome(*levels), clause, around, bag)
        return True

    def _labelled_line(self, clause: Clause, around: Around, bag: Bag) -> bool:
        """ "Behaviour: demo +40, pricing page +10": a heading that says nothing but a name, and a line behind it."""
        colon = next((i for i, t in enumerate(clause.tokens) if t.is_sign(":")), 0)
        if not colon and clause.tokens[0].is_word("for", "on", "regarding", "in", "as", "under", "within"):
            colon = next((i for i, t in enumerate(clause.tokens[:6]) if t.is_sign(",")), 0)
            if not colon or heading_of(clause.tokens[1:colon], self.lexicon).role not in ("group", "plain"):
                return False
        if not 0 < colon < len(clause.tokens) - 1:
            return False
        child, parent = cut_at(clause, colon)
        if tells(parent.tokens[:-1]):
            return False
        if self._subject_line(child, parent, around, bag):
            return True
        heading = heading_of(parent.tokens, self.lexicon)
        is_usual = heading.role in ("group", "plain")
        topic = topic_of(parent, self.lexicon, self.answers) if heading.role == "unread" else None
        if topic is not None and topic.kind == "points":
            return self._worth(topic, child, parent, around, bag)
        if not is_usual and not amounts_in(child.tokens, self.lexicon):
            return False
        if not is_usual and (topic is None or topic.kind not in ("only", "talk", "heading")):
            return False
        around_it = replace(around, points=around.points or says_points(parent))
        outcome = (
            self.reader.attempt(child, takes=around.takes) if not around_it.points else self._read(child, around_it)
        )
        if outcome.statements is None:
            return False
        self._heading(parent, around, bag)
        return True

    def _subject_line(self, child: Clause, parent: Clause, around: Around, bag: Bag) -> bool:
        """ "Webinar: 10 if attended, 5 if registered": amounts of which each says more of what stands before them."""
        subject = subject_of(parent.tokens, self.lexicon, self.answers)
        parts = members(child, False)
        if subject is None or not all(len(amounts_in(p.tokens, self.lexicon)) == 1 or starts_so(p) for p in parts):
            return False
        found: list[tuple[Outcome, Clause]] = []
        for part in parts:
            if starts_so(part):  # "10 if attended"
                number, _, *rest = part.tokens
                colon = Token("sign", ":", ":", part.end, part.end)
                part = replace(part, tokens=(*rest, colon, replace(number, start=part.end, end=part.end)))
            ways = [(way, way.named(part)) for way in subject.ways]
            ways += [(subject.ways[-1], named) for named in turned(part, subject.tokens, self.lexicon)]
            for way, named in ways:
                outcome = self.reader.attempt(named, takes=around.takes)
                if outcome.statements and not (outcome.questions or outcome.unread) and way.is_of(outcome.statements):
                    found.append((outcome, part))
                    break
            else:
                return False
        said: list[str] = []
        statements = put_together([s for o, _ in found for s in o.statements or ()], parts, said.append)
        if statements is None:
            return False
        self.found.notes += said
        if said:
            found = [(Outcome(statements, [n for o, _ in found for n in o.notes]), child)]
        for outcome, part in found:
            self._take(outcome, part, around, bag)
        return True

    def _worth(self, topic: Topic, child: Clause, parent: Clause, around: Around, bag: Bag) -> bool:
        """ "Tier 1 (10 points): US, Canada": a list of which each part, or all of it, is worth the points before it."""
        whole = self.reader.attempt(with_amount(child, topic.tokens), takes=around.takes)
        if whole.statements and all(
            isinstance(s, PointsRule) and isinstance(s.condition, Fact) for s in whole.statements
        ):
            self._take(whole, child, around, bag)
            return True
        found: list[tuple[Outcome, Clause]] = []
        for part in members(child):
            outcome = self.reader.attempt(with_amount(part, topic.tokens), takes=around.takes)
            if not outcome.statements or outcome.unread or len(outcome.statements) > 1:
                return False
            found.append((outcome, part))
        for outcome, part in found:
            self._take(outcome, part, around, bag)
        words = self._words(Span(parent.start, parent.end)).rstrip(":")
        self.found.notes.append(f"what “{words}” says is given for each of the things behind it")
        return True

    def _is_signature(self, clause: Clause) -> bool:
        """The lines behind "Thanks," and "Best regards,"."""
        if words_at(clause.tokens, 0, _CLOSINGS) and len(clause.tokens) < 8 and not clause.is_item:
            self._is_closed = True
            return not any(t.kind == "number" for t in clause.tokens)
        if not self._is_closed or clause.is_item or any(t.is_word("ps", "p") for t in clause.tokens[:1]):
            return False
        if len(clause.tokens) <= 4 and all(t.kind == "word" for t in clause.tokens):
            return True
        return re.search(r"\+?\d[\d ()./-]{7,}|@|www\.|https?:", self.text[clause.start : clause.end]) is not None

    def _place(self, statement: Statement, around: Around, bag: Bag) -> None:
        if around.only is not None and not isinstance(statement, PointsRule | TableRule):
            narrower = narrowed(statement, around.only)
            if narrower is None:
                self.found.unread.append(Unread(self.text[statement.span.start : statement.span.end]))
                return
            statement = narrower
        if around.out and isinstance(statement, PointsRule) and (statement.effect.amount or 0) > 0:
            self.found.unread.append(Unread(self.text[statement.span.start : statement.span.end]))
            return
        match statement:
            case PointsRule() | TableRule():
                if around.window and isinstance(statement, PointsRule) and not statement.effect.is_endless:
                    statement.condition = within(statement.condition, around.window)
                if around.window and isinstance(statement, ChooseRule):
                    statement.conditions = tuple((within(c, around.window), n) for c, n in statement.conditions)
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


_MAY_RESTRICT = "the same said in each rule it is about; as it may limit the others, they are not drafted without it"


def _is_of(statement: Bare, field: str) -> bool:
    """Whether a condition is one of this field."""
    return isinstance(statement.condition, Fact) and statement.condition.field == field


def end_of(clause: Clause) -> int:
    return max([clause.end, *(end_of(c) for c in clause.below)])


def with_amount(clause: Clause, amount: Sequence[Token]) -> Clause:
    """A line with the points that its heading gives."""
    at = clause.end
    more = [replace(t, start=at, end=at) for t in (Token("sign", ":", ":", at, at), *amount)]
    return replace(clause, tokens=(*clause.tokens, *more))


def says_points(clause: Clause) -> bool:
    return any(t.is_word("points", "pts", "score", "scoring", "scores", "weights") for t in clause.tokens)
