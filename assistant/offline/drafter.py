"""The drafter that needs no model: it reads a definition by patterns, word for word, and never guesses."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ...dsl import nodes as n
from ...dsl.check import Checked
from ...dsl.parse import parse_text
from ...dsl.source import SourceText
from ..drafts import Draft, Question, Request, Tell, Turn, Unread
from ..names import Name, Names, names_of
from ..reading.normal import as_meant, in_plain_words
from ..reading.outline import Clause, outline
from ..reading.people import industry_words, title_words
from ..reading.places import place_words, short_place_words
from ..reading.short import in_full
from ..reading.spelling import corrected
from ..reading.tokens import same_length
from ..reading.words import HARMLESS, known_forms, stem
from .accounting import short_of
from .conditions.acts import act_words
from .layout import Laid, Layout
from .leftout import left_out
from .lines.drafted import Drafted
from .lines.drafting import Drafting
from .names.calling import called_in
from .names.checked import errors_in
from .names.lexicon import Lexicon, all_words
from .names.ownwords import OWN_WORDS, SPOKEN
from .points.statements import Span, StageRule
from .turns.answers import answers_of, asked_first
from .turns.followups import follow_up
from .turns.opening import open_change
from .turnsaid import all_done

if TYPE_CHECKING:
    from ..gate import Gate

NOTICE: Final = (
    "Drafted by patterns, not by AI: each part of the definition is read word for word, or reported as not read."
)
"""What whoever shows a draft of this drafter has to say."""

_TOO: Final = re.compile(r"[ ,]+(?:too|as well|also|in addition)(?:[ ,]+please)?[ .!]*$", re.IGNORECASE)
"""What a follow-up that adds something may end with."""
MOST_QUESTIONS: Final = 3
LONGEST: Final = 20_000
"""Characters of a definition that are read; what is longer is no definition."""


class OfflineDrafter:
    """Reads definitions without a model, a key or a network. The same text always gives the same draft."""

    name = "offline"

    def draft(self, request: Request, gate: "Gate | None" = None, tell: Tell | None = None) -> Draft:
        """Never raises for a text. ``gate`` and ``tell`` are not needed: a draft is checked here as it is made."""
        turns, said, answers = request.turns, request.said, dict[str, str]()
        besides: tuple[str, ...] = ()
        open_since = asked_first(turns)
        answered = answers_of(turns, said)
        if answered is not None:
            start, answers, besides = answered
            turns, said = turns[:start], turns[start].said
        elif open_since is not None:
            return self._unanswered(request, open_since)
        found = self._answer(said, turns, request, answers)
        for words in besides:
            if found.outcome != "draft":
                break
            more = (*turns, Turn(said, found))
            found = self._answer(words, more, request, answers)
        return found

    def _answer(self, said: str, turns: tuple[Turn, ...], request: Request, answers: Mapping[str, str]) -> Draft:
        """What comes of words after all that was said before."""
        lexicon = Lexicon(request.names)
        current = next((t.draft for t in reversed(turns) if t.draft.outcome == "draft"), None)
        if current is None:
            return _with_what_was_declined(self._read(said, request, lexicon, answers), turns)

        def reads(words: str, there: Draft) -> Draft:
            names, rules = names_in(there.rules)
            more = replace(request.names, names=(*request.names.names, *names), rules=request.names.rules | rules)
            return self._read(_TOO.sub("", words), request, Lexicon(more), answers)

        left_open = open_change(said, answers)
        if left_open is not None:
            words, question = left_open
            changed = follow_up(words, turns, lexicon, answers, reads)
            if changed.outcome == "draft" and not changed.unread[len(current.unread) :]:
                return changed if question is None else Draft("ask", questions=(question,))

        def followed(words: str) -> Draft:
            return follow_up(words, turns, lexicon, answers, reads)

        return all_done(said, current, followed(said), lexicon, followed)

    def _unanswered(self, request: Request, since: int) -> Draft:
        """Something else is said than what was asked: with it the definition may say enough; else it stands alone."""
        turns = request.turns
        if not any(t.draft.outcome == "draft" for t in turns[:since]):
            whole = "\n".join([*(t.said for t in turns[since:]), request.said])
            joined = self._answer(whole, turns[:since], request, {})
            if joined.outcome == "draft":
                return joined
        alone = self._answer(request.said, turns[:since], request, {})
        if alone.outcome != "draft":
            return alone
        asked = tuple(Unread(t.said.strip()[:200], "what was asked about it was not answered") for t in turns[since:])
        return replace(alone, unread=(*alone.unread, *asked))

    def _read(self, said: str, request: Request, lexicon: Lexicon, answers: Mapping[str, str]) -> Draft:
        lexicon.answers = answers
        definition = said[:LONGEST]
        text = same_length(definition)
        clauses, put_right = as_meant(outline(text))
        notes = [*put_right, *_spelled(clauses, lexicon)]
        clauses = in_plain_words(clauses, text, called_in(lexicon))
        drafted = Drafting(text, lexicon, answers).run(clauses)
        drafted.unread += left_out(drafted, clauses, text, lexicon)
        drafted.notes = [*notes, *drafted.notes]
        drafted.unread = _literal(drafted.unread, definition)
        if len(said) > LONGEST:
            drafted.unread.append(Unread(said[LONGEST : LONGEST + 80], "a shorter definition"))
        _ask_about_stages(drafted, request.names, answers, text)
        if drafted.questions:
            return Draft(
                "ask", questions=tuple(drafted.questions[:MOST_QUESTIONS]), assumptions=tuple(drafted.notes),
                unread=tuple(drafted.unread),
            )  # fmt: skip
        laid = _checked(drafted, definition, lexicon, request, clauses)
        if laid is None:
            return Draft("decline", assumptions=(), unread=tuple(drafted.unread), reason=_reason(drafted, clauses))
        return Draft(
            "draft", laid.rules, assumptions=tuple(dict.fromkeys(drafted.notes)), unread=tuple(drafted.unread),
            quotes=laid.quotes,
        )  # fmt: skip


def _with_what_was_declined(found: Draft, turns: tuple[Turn, ...]) -> Draft:
    """What could not be read in the turns before is still not carried out."""
    if found.outcome != "draft":
        return found
    missed = [u for t in turns if t.draft.outcome == "decline" for u in t.draft.unread]
    return replace(found, unread=tuple(dict.fromkeys((*found.unread, *missed))))


def names_in(rules: str) -> tuple[tuple[Name, ...], frozenset[str]]:
    """The groups and stages of a draft, and what its rules are called."""
    found = names_of(Checked(None, (), (SourceText("draft.lead", rules),)))
    return found.names, found.rules


def _spelled(clauses: list[Clause], lexicon: Lexicon) -> list[str]:
    """Puts typing mistakes right in all clauses; what was put right, as sentences."""
    own = known_forms() | OWN_WORDS | HARMLESS | title_words() | industry_words() | place_words()
    declared = set(all_words(lexicon))
    known = frozenset(own | declared)
    stems = {w: stem(w) for w in known}
    notes: dict[str, None] = {}

    def put_right(clause: Clause) -> None:
        written, mistyped = in_full(clause.tokens, declared)
        clause.tokens, found = corrected(written, known, stems, SPOKEN | act_words() | short_place_words())
        notes.update(dict.fromkeys((*mistyped, *found)))
        for child in clause.below:
            put_right(child)

    for clause in clauses:
        put_right(clause)
    return list(notes)


def _literal(unread: list[Unread], definition: str) -> list[Unread]:
    """Each once, in the words of the definition as it was typed."""
    found: dict[str, Unread] = {}
    for u in unread:
        found.setdefault(u.words, u)
    text = same_length(definition)
    result: list[Unread] = []
    for u in found.values():
        at = text.find(u.words)
        result.append(Unread(definition[at : at + len(u.words)] if at >= 0 else u.words, u.nearest))
    return result


def _ask_about_stages(drafted: Drafted, names: Names, answers: Mapping[str, str], text: str) -> None:
    """A stage that is there cannot be declared again."""
    there = {s.name for s in names.of("stage")}
    for statement in drafted.others:
        if not isinstance(statement, StageRule) or statement.name not in there:
            continue
        other = next(f"{statement.name}_{i}" for i in range(2, 1000) if f"{statement.name}_{i}" not in there)
        question = f"There is a stage {statement.name} already. What is this to be?"
        choices = (f"another stage, {other}", f"a segment, {statement.name} by this definition")
        answer = answers.get(question)
        if answer is None:
            drafted.questions.append(Question(question, choices))
        elif answer == choices[0]:
            for s in drafted.others:
                if isinstance(s, StageRule) and s.name == statement.name and s is not statement:
                    s.name = other
            statement.name = other
        else:
            from .points.statements import SegmentRule

            label = f"{statement.name} by this definition"
            at = drafted.others.index(statement)
            drafted.others[at] = SegmentRule(label, statement.condition, statement.span)


def _checked(
    drafted: Drafted, definition: str, lexicon: Lexicon, request: Request, clauses: list[Clause]
) -> Laid | None:
    """The draft as text, without what the check finds fault with, and without what is short of something said."""
    layout = Layout(definition, lexicon, _needs_group(request.rules))
    if lexicon.names.has_grade:
        from .points.statements import GradeRule

        for s in [s for s in drafted.others if isinstance(s, GradeRule)]:
            drafted.others.remove(s)
            drafted.unread.append(
                _as_unread(s.span, definition, "a model has one `grade`; change the one that is there")
            )
    pieces = layout.pieces(drafted)
    for _ in range(len(pieces) + 1):
        if not any(p.statement is not None for p in pieces):
            return None
        laid = layout.laid(pieces)
        if laid is None:
            return None
        wrong = errors_in(laid.rules, lexicon.names)
        if wrong is None:
            short = short_of(laid, drafted, clauses, same_length(definition), lexicon)
            if not short.pieces:
                return laid
            drafted.unread = _literal([*drafted.unread, *short.unread], definition)
            pieces = [p for p in pieces if not any(p is q for q in short.pieces)]
            continue
        starts = [q.line for q in laid.quotes]
        spanned = [p for p in pieces if p.span is not None]
        bad = {
            id(p)
            for p, start, end in zip(spanned, starts, [*starts[1:], 10**9], strict=True)
            if any(start <= x < end for x in wrong)
        }
        if not bad:
            return None
        for p in spanned:
            if id(p) in bad and p.span is not None:
                drafted.unread.append(_as_unread(p.span, definition, _lacking(p.statement, lexicon)))
        pieces = [p for p in pieces if id(p) not in bad]
    return None


def _lacking(statement: object, lexicon: Lexicon) -> str:
    """What a stage that does not check may lack."""
    if isinstance(statement, StageRule) and statement.after not in ("", *(s.name for s in lexicon.names.of("stage"))):
        return f"there is no stage {statement.after} yet: say first what makes one"
    return ""


def _as_unread(span: Span, definition: str, nearest: str) -> Unread:
    return Unread(definition[span.start : span.end], nearest)


def _needs_group(rules: str) -> bool:
    """Whether rules behind this text need a group of their own."""
    for statement in parse_text(rules).file.statements:
        match statement:
            case n.Lead() | n.Event() | n.Signal() | n.ListOf() | n.ListFrom() | n.Let() | n.Define() | n.Ignore():
                continue
            case n.Model() | n.Rule():
                continue
            case _:
                return True
    return False


def _reason(drafted: Drafted, clauses: list[Clause]) -> str:
    if not clauses:
        return "there is nothing to read: say which leads count, or what is worth how many points"
    unread = [f"“{' '.join(u.words.split())[:80]}”" for u in drafted.unread[:3]]
    if not unread:
        return "nothing in it says which leads count, or what is worth how many points"
    return (
        f"no names of this project cover {', '.join(unread)}, or the patterns cannot read it. If it is "
        "known somewhere, import it as a field of the lead (or as an event), declare it and name it in the definition; "
        "or say it in shorter sentences"
    )
