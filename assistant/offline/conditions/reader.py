"""Reads words as one condition, every word of them, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.times import bare_window_at, window_at
from ...reading.tokens import Token
from ...reading.verbs import is_past
from ...reading.words import SUBJECTS
from .adjoining import is_count_alone, is_of_event, is_property, joint_at, run_together
from .alike import filled_at
from .anchors import afterwards_at, anchored_at
from .bounding import bound_by, count_after, count_behind, count_in, has_count, rated, spanned, unfollowed
from .condition import (
    Condition,
    Happened,
    Joined,
    Open,
    events_in,
    in_words,
    is_mixed,
    joined,
    leaves,
    within,
)
from .countries import place_field_at
from .events import Found
from .grouping import Ambiguous, Atom, Joint, by_kind, cut_by_commas, settled, united, ways
from .harmless import is_harmless
from .known import told_before, whose_at
from .lapses import lapsed_at
from .leads import UNTOLD, anybody_at
from .negation import INACTIVE, idle_at, is_excepted, lapsing_at
from .parts import PartReader
from .qualities import so_on_at, told_after
from .quantifiers import Head, head_at, window_behind
from .seats import no_show_at
from .stretches import closing_at, split, trimmed, without_joint

_HEADS: Final = frozenset(
    """is are was were be has have had did do does who which that with in from at works work based located must
    should they she he lead company person someone""".split()
)


_SHARED: Final = (
    "has have had either who that which they lead person contact prospect visitor user someone he she".split()
)
"""What one verb behind another goes with as well: "the lead requested a demo or visited the prices"."""

_ACTIVITY: Final = phrases(
    "any activity|activity|any activities|activity of any kind|some activity|done anything|active|been active"
)
_PER: Final = ("per", "a", "an", "each", "every", "weekly", "daily", "monthly")


@dataclass(slots=True)
class Reading:
    """A condition that was read whole."""

    condition: Condition
    notes: list[str] = field(default_factory=list[str])


class Reader(PartReader):
    """Reads parts, and how they are joined."""

    def read(self, tokens: Sequence[Token]) -> Reading | None:
        """The condition that all of the tokens make, or None. Raises Ambiguous if it can be grouped in several ways."""
        tokens = trimmed(tokens)
        if not tokens:
            return None
        notes: list[str] = []
        atoms = self._atoms(tokens, notes)
        if not atoms:
            return None
        for atom in atoms:
            notes += atom.found.notes
        condition = self._grouped(atoms, notes)
        is_open = any(t.is_word("or") for t in tokens) and any(a.joint == "and" and not a.is_headed for a in atoms[1:])
        if is_open and isinstance(condition, Joined) and condition.least == "all" and not is_mixed(condition):
            notes.append(f"read as: {in_words(condition)}")
        if is_mixed(condition) and not any(n.startswith("read as: ") for n in notes):
            notes.append(f"read as: {in_words(condition)}")
        return Reading(condition, [n for n in dict.fromkeys(notes) if n])

    def parts(self, tokens: Sequence[Token]) -> tuple[list[Condition], list[str]] | None:
        """The parts of a list, however they are joined; None if not all of it can be read."""
        notes: list[str] = []
        atoms = self._atoms(trimmed(tokens), notes)
        if not atoms:
            return None
        joints = {a.joint for a in atoms[1:]}
        if "" in joints or {"and", "or"} <= joints:
            return None
        for atom in atoms:
            notes += atom.found.notes
        return [a.found.condition for a in atoms], notes

    # --- one after another

    def _atoms(self, tokens: Sequence[Token], notes: list[str]) -> list[Atom] | None:
        atoms: list[Atom] = []
        pending = ""
        joint: Joint = ""
        headed = comma = False
        at = 0
        while at < len(tokens):
            t = tokens[at]
            step = joint_at(tokens, at)
            if (t.is_sign(",") or (t.is_sign(":") and pending)) and not atoms:
                at += 1
                continue
            told = told_after(tokens, at, atoms[-1].found, self.lexicon) if atoms and joint == "" else None
            if told is not None:
                atoms[-1] = replace(atoms[-1], found=told)
                at = told.end
                continue
            if (
                t.is_sign(",")
                and len(atoms) == 1
                and joint == ""
                and (counted := count_after(tokens, at, atoms[-1])) is not None
            ):
                atoms[-1], at = counted
                continue
            if (
                t.is_sign(",")
                and atoms
                and joint == ""
                and (told := told_after(tokens, at, atoms[-1].found, self.lexicon))
            ):
                atoms[-1] = replace(atoms[-1], found=told)
                at = told.end
                continue
            if step is not None and (atoms or pending):
                seen, size = step
                if seen == "and/or":
                    notes.append("read “and/or” as “or”")
                    seen = "or"
                comma = comma or (seen == "," and joint == "")
                joint = seen if joint in ("", ",") else joint  # type: ignore[assignment]
                at += size
                headed = False
                continue
            if atoms and joint == "" and not any(events_in(a.found.condition) for a in atoms[:-1]):
                anchored = anchored_at(tokens, at, atoms[-1].found, self.lexicon, self.answers)
                if anchored is not None:
                    atoms[-1] = replace(atoms[-1], found=anchored)
                    at = anchored.end
                    continue
            lapsed = lapsing_at(tokens, at) if atoms and joint == "" and _is_absence(atoms[-1]) else None
            if lapsed is not None and t.is_word("within") and _is_after_all(atoms):
                since = afterwards_at(tokens, at)
                if not unfollowed(atoms, since[0] if since else lapsed[0], bool(since), self.answers):
                    return None
                at = since[1] if since else lapsed[1]
                continue
            if lapsed is not None:
                notes.append(lapsed[0].assumption)
                at = lapsed[1]
                if is_excepted(tokens, at):
                    return None  # "no activity for 30 days except email opens"
                bound_by(atoms, lapsed[0].text, notes)
                continue
            window = window_at(tokens, at)
            if window is not None and self._is_no_window(tokens, at, window[1]):
                window = None
            if window is not None:
                if t.is_word(*_PER) and not (atoms and has_count(atoms[-1]) and events_in(atoms[-1].found.condition)):
                    return None
                is_rate = not any(
                    t.is_word("last", "past", "previous", "recent", "this") for t in tokens[at : window[1]]
                )
                words = " ".join(x.raw for x in tokens[at : window[1]])
                length, at = window
                notes.append(length.assumption)
                if is_rate and rated(atoms, length.text):
                    continue
                if is_rate and spanned(atoms, length.text, words, self.answers):
                    continue
                if not bound_by(atoms, length.text, notes):
                    if pending:
                        return None
                    pending = length.text
                continue
            if t.is_sign("(") and atoms and (inner := self._window_in(tokens, at)) is not None:
                text, at = inner
                if not bound_by(atoms, text, notes):
                    return None
                continue
            if t.is_sign("(") and atoms and (counted := count_in(tokens, at, atoms[-1])) is not None:
                atoms[-1], at = counted
                continue
            if t.is_sign(":", "=") and atoms and (counted := count_behind(tokens, at, atoms[-1])) is not None:
                atoms[-1], at = counted
                continue
            if t.is_word("all", "every", "each") and at + 1 < len(tokens) and tokens[at + 1].is_word(*SUBJECTS):
                at += 1
                continue
            found = self._atom(tokens, at)
            if found is not None and atoms and joint == "" and not headed and run_together(atoms[-1].found, found):
                return None  # one phrase that was read as two, or "50 employees visited"
            if found is not None and joint == "," and is_count_alone(tokens[at : found.end], atoms[-1].found, found):
                return None  # "pricing page, product page, 3 visits": of which?
            if found is not None and atoms and joint == "" and self._is_of(atoms[-1].found, found, tokens, at):
                return None  # "a quote request for 10 machines"
            if found is not None:
                auxiliary = at > 0 and tokens[at - 1].is_word(*_SHARED)
                participle = t.kind == "word" and is_past(t.text) and not headed and found.is_headed
                atoms.append(Atom(joint, found, headed or found.is_headed, auxiliary, participle, comma))
                at, joint, headed, comma = found.end, "", False, False
                continue
            more = so_on_at(tokens, at) if atoms and joint in ("", ",", "and") else 0
            if more:
                notes.append(f"“{' '.join(x.raw for x in tokens[at : at + more])}” adds nothing to what is named")
                at, joint = at + more, ""
                continue
            told_size = told_before(tokens, at, self.lexicon) if not atoms or joint else 0
            if told_size:
                at += told_size
                continue
            if (not atoms or joint or pending) and whose_at(tokens, at, self.lexicon):
                at += 1
                continue
            if not atoms and (whom := anybody_at(tokens, at, self.lexicon)):
                notes.append(f"“{' '.join(x.raw for x in tokens[at : at + whom])}” is read as any lead: {UNTOLD}")
                at += whom
                continue
            if is_harmless(tokens, at, self.lexicon):
                headed = headed or t.text in _HEADS
                at += 1
                continue
            return None
        if pending:
            bounded = [replace(a, found=replace(a.found, condition=within(a.found.condition, pending))) for a in atoms]
            if not any(events_in(a.found.condition) or isinstance(a.found.condition, Open) for a in atoms):
                return None
            atoms = bounded
        if joint in ("and", "or"):
            return None
        return atoms

    def _is_no_window(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """ "25 to 40 years old", "the weekly plan"."""
        if end < len(tokens) and tokens[end].is_word("old", "older"):
            return True
        if tokens[end - 1].is_word("old") and self.lexicon.of_concept("age") is not None:
            return self._atom(tokens, at) is not None
        is_often = tokens[at].is_word("weekly", "monthly", "daily", "annual", "yearly")
        return is_often and self._atom(tokens, at) is not None

    def _window_in(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        found = bare_window_at(tokens, at + 1)
        if found is not None and found[1] < len(tokens) and tokens[found[1]].is_sign(")"):
            return found[0].text, found[1] + 1
        return None

    # --- one part

    def _is_of(self, last: Found, found: Found, tokens: Sequence[Token], at: int) -> bool:
        if tokens[at].is_word("open"):
            found = replace(found, is_headed=False)  # "nursing open day"
        is_of = is_of_event(last, found, tokens[at - 1], tokens[at], last.end == at)
        return is_of or is_property(last, tokens[last.end : found.end], self.lexicon)

    def _atom(self, tokens: Sequence[Token], at: int) -> Found | None:
        head = head_at(tokens, at)
        if head is not None:
            return self._list(tokens, head) or place_field_at(tokens, at, self.lexicon)
        if tokens[at].is_sign("("):
            return self._parenthesised(tokens, at)
        missed = no_show_at(tokens, at, self.lexicon)
        if missed is not None:
            return missed
        idle = idle_at(tokens, at)
        if idle is not None:
            happened = Happened("activity", negated=True, window=idle[0], name="no_activity")
            return Found(happened, idle[1], (idle[2],))
        lapsed = lapsed_at(tokens, at, self.lexicon, self.answers)
        if lapsed is not None:
            return lapsed
        size = words_at(tokens, at, _ACTIVITY)
        if size and (at == 0 or not tokens[at - 1].is_word("no", "not", "without", "never")):
            return Found(Happened("activity", name="activity"), at + size)
        size = words_at(tokens, at, INACTIVE)
        if size:
            after = at + size
            after += words_at(tokens, after, phrases("on our site|on the site|whatsoever|at all"))
            is_more = after < len(tokens) and tokens[after].is_word("or", "nor") and tokens[at].is_word("no", "without")
            if is_excepted(tokens, after) or is_more:
                return None  # "no activity or login in 30 days"
            return Found(Happened("activity", negated=True, name="no_activity"), after)
        place = place_field_at(tokens, at, self.lexicon)
        positive = self.positive(tokens, at)
        if place is not None and (positive is None or place.end >= positive.end):
            return place
        if positive is not None:
            return positive
        return self.negative(tokens, at)

    def _list(self, tokens: Sequence[Token], head: Head) -> Found | None:
        """ "any of these in the last 30 days: a; b; c": the rest of the words, or up to a closing parenthesis."""
        at = head.end
        filled = filled_at(tokens[at:], self.lexicon) if not head.window else None
        if filled is not None:
            enough = not isinstance(head.least, int) or head.least <= len(filled[0])
            return Found(joined(head.least, filled[0]), len(tokens), filled[1], True) if enough else None
        if at < len(tokens) and tokens[at].is_sign(":", "-"):
            at += 1
        closing = None
        if at < len(tokens) and tokens[at].is_sign("("):
            closing = closing_at(tokens, at)
            if closing is None:
                return None
            rest, end = tokens[at + 1 : closing], closing + 1
        else:
            rest, end = tokens[at:], len(tokens)
        parts: list[Condition] = []
        notes: list[str] = list(head.notes)
        if closing is None and not head.window and (tail := window_behind(rest)) is not None:
            rest, length = tail
            head = replace(head, window=length.text)
            notes.append(length.assumption)
        if any(t.is_sign(";") for t in rest):
            for piece in split(rest, ";"):
                piece = without_joint(piece)
                if not piece:
                    continue
                reading = self.read(piece)
                if reading is None or (_is_run(piece) and isinstance(reading.condition, Joined)):
                    return None  # "two of: a, b, c; d"
                parts.append(reading.condition)
                notes += reading.notes
        else:
            found = self.parts(rest)
            if found is None:
                return None
            parts, notes = found[0], [*notes, *found[1]]
        if len(parts) < 2 or (isinstance(head.least, int) and head.least > len(parts)):
            return None
        condition = joined(head.least, parts)
        if head.window:
            condition = within(condition, head.window)
        return Found(condition, end, tuple(notes), True)

    def _parenthesised(self, tokens: Sequence[Token], at: int) -> Found | None:
        closing = closing_at(tokens, at)
        if closing is None or closing == at + 1:
            return None
        inside = tokens[at + 1 : closing]
        inside = inside[words_at(inside, 0, phrases("only if|only for|only when|if|only")) :]
        reading = self.read(inside)
        return None if reading is None else Found(reading.condition, closing + 1, tuple(reading.notes), True)

    # --- and, or

    def _grouped(self, atoms: Sequence[Atom], notes: list[str]) -> Condition:
        """One condition of all; what has no verb of its own goes with what stands before it."""
        joints = settled(atoms)
        kinds = set(joints[1:])
        if len(atoms) == 1:
            return atoms[0].found.condition
        several = by_kind(atoms, joints)
        if several is not None:
            notes.append(f"read as: {in_words(several)}")
            return several
        if len(kinds) == 1:
            found = [a.found.condition for a in atoms]
            return joined("any", found) if kinds == {"or"} else joined("all", united(found))
        by_commas = cut_by_commas(atoms, joints)
        if by_commas is not None:
            notes.append(f"read as: {in_words(by_commas)}")
            return by_commas
        groups: list[list[int]] = [[0]]
        for i in range(1, len(atoms)):
            is_last = all(j == "or" for j in joints[i:])
            shares = (
                is_last
                and atoms[i].is_participle
                and all(
                    (atoms[k].has_auxiliary and isinstance(atoms[k].found.condition, Happened))
                    or (atoms[k].is_participle and k > groups[-1][0])
                    for k in groups[-1]
                )
            )
            if ((not atoms[i].is_headed and is_last) or shares) and joints[i] == "or":
                groups[-1].append(i)
            else:
                groups.append([i])
        outer = {joints[group[0]] for group in groups[1:]}
        if len(outer) == 1 and len(groups) > 1:
            parts = [joined("any", [atoms[i].found.condition for i in group]) for group in groups]
            condition = joined("any" if outer == {"or"} else "all", parts)
            if outer == {"and"}:
                notes.append(f"read as: {in_words(condition)}")
                return condition
        raise Ambiguous(ways(atoms, joints))


def _is_absence(atom: Atom) -> bool:
    """Whether it says that something did not happen, with no time yet."""
    found = [c for c in leaves(atom.found.condition) if isinstance(c, Happened)]
    return bool(found) and all(c.negated and not c.window for c in found) and bool(events_in(atom.found.condition))


def _is_after_all(atoms: Sequence[Atom]) -> bool:
    """Whether something happened, and right behind it something did not."""
    if len(atoms) < 2 or atoms[-1].joint != "and" or not _is_absence(atoms[-1]):
        return False
    before = atoms[-2].found.condition
    return isinstance(before, Happened) and not before.negated and not before.window


def _is_run(words: Sequence[Token]) -> bool:
    """Whether commas alone join them."""
    return any(t.is_sign(",") for t in words) and not any(t.is_word("and", "or", "plus") for t in words)
