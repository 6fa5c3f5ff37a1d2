"""Reads words as one condition, every word of them, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from ..reading.numbers import Bound, bound_at, words_at
from ..reading.times import bare_window_at, window_at
from ..reading.tokens import Token
from ..reading.words import HARMLESS
from .conditions import (
    Condition,
    Fact,
    Happened,
    Joined,
    Open,
    Points,
    Steps,
    events_in,
    in_words,
    joined,
    opposite,
    within,
)
from .events import Found, count_at, event_at
from .fields import group_at, known_field_at, number_field_at, place_field_at, title_field_at, value_field_at
from .lexicon import Lexicon, words_of
from .outsiders import outsider_at

Joint = Literal["", ",", "and", "or"]

_JOINTS: Final[tuple[tuple[tuple[str, ...], Joint], ...]] = (
    (("as", "well", "as"), "and"), (("and",), "and"), (("or",), "or"), (("plus",), "and"), (("but",), "and"),
    (("and", "also"), "and"), (("or", "else"), "or"), (("along", "with"), "and"), (("together", "with"), "and"),
    (("but", "only", "for"), "and"), (("but", "only", "if"), "and"),
    (("but", "only", "when"), "and"), (("only", "for"), "and"), (("only", "if"), "and"), (("only", "when"), "and"),
    (("but", "only", "in"), "and"), (("or", "alternatively"), "or"), (("alternatively",), "or"), (("in", "addition"), "and"),
)  # fmt: skip
_NEGATIONS: Final = (
    ("has", "not"), ("have", "not"), ("had", "not"), ("did", "not"), ("does", "not"), ("do", "not"), ("is", "not"),
    ("are", "not"), ("was", "not"), ("never",), ("has", "never"), ("have", "never"), ("not",), ("without",),
    ("without", "any"), ("without", "a"), ("no",), ("must", "not"), ("should", "not"), ("must", "not", "be"), ("has", "no"),
    ("should", "not", "be"), ("have", "no"), ("with", "no"), ("excluding",), ("except",), ("except", "for"), ("other", "than"),
    ("can", "not"), ("can", "not", "be"), ("may", "not", "be"), ("is", "never"),
)  # fmt: skip
_INACTIVE: Final = tuple(
    (*head, *tail)
    for head in ((), ("has", "had"), ("have", "had"), ("has",), ("have",), ("shows",), ("with",), ("there", "is"), ("had",), ("there", "was"))
    for tail in (("no", "activity"), ("no", "activities"), ("no", "activity", "at", "all"), ("no", "events"), ("no", "activity", "of", "any", "kind"))
) + (
    ("inactive",), ("been", "inactive"), ("is", "inactive"), ("are", "inactive"), ("has", "been", "inactive"), ("have", "been", "inactive"),
    ("did", "nothing"), ("done", "nothing"), ("has", "done", "nothing"), ("have", "done", "nothing"), ("without", "any", "activity"),
    ("without", "activity"), ("inactivity",), ("no", "interaction"), ("no", "interactions"), ("gone", "quiet"), ("has", "gone", "quiet"),
    ("gone", "dark"), ("have", "gone", "quiet"), ("gone", "silent"), ("does", "nothing"), ("has", "not", "done", "anything"),
    ("have", "not", "done", "anything"), ("did", "not", "do", "anything"), ("has", "not", "been", "active"), ("have", "not", "been", "active"),
    ("no", "engagement"),
)  # fmt: skip
_THEN: Final = (
    ("then",), ("and", "then"), ("followed", "by"), ("and", "later"), ("and", "afterwards"), ("and", "subsequently"),
    ("and", "after", "that"), ("before", "then"), ("and", "then", "later"),
)  # fmt: skip
_HEADS: Final = frozenset(
    """is are was were be has have had did do does who which that with in from at works work based located must should
    they she he lead company person someone""".split()
)
_TAILS: Final = (
    ("these",), ("those",), ("the", "following"), ("the", "following", "things"), ("following",), ("these", "things"),
    ("them",), ("these", "actions"), ("the", "following", "actions"), ("these", "criteria"), ("the", "following", "criteria"),
    ("the", "following", "conditions"), ("these", "conditions"), ("the", "below"), ("below",), ("the", "following", "signals"),
    ("these", "signals"), ("our", "criteria"), ("the", "criteria"), ("the", "list", "below"), ("the", "following", "activities"),
    ("these", "activities"), ("the", "following", "events"), ("the", "four"), ("the", "three"), ("these", "events"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """ "At least two of the following", with a window if one is named."""

    least: Literal["all", "any"] | int
    end: int
    window: str = ""
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """A condition that was read whole."""

    condition: Condition
    notes: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True)
class _Atom:
    joint: Joint
    found: Found
    is_headed: bool
    has_auxiliary: bool = False
    is_participle: bool = False
    """ "have requested a demo or visited the prices": one "have" for both."""
    has_comma: bool = False


class Ambiguous(Exception):  # noqa: N818 - no error: the reader must be asked
    """Several ways to put the parentheses: each as it would be written, with its condition."""

    def __init__(self, ways: Sequence[Condition]) -> None:
        super().__init__("several readings")
        self.ways = tuple(ways)


def head_at(tokens: Sequence[Token], at: int) -> Head | None:
    """How many of a list have to hold, where it is said."""
    i = at
    i += words_at(tokens, i, (("has", "done"), ("have", "done"), ("did",), ("has",), ("have",), ("done",), ("does",), ("meets",),
                              ("meet",), ("must", "have"), ("matches",), ("plus",), ("performed",), ("has", "performed"),
                              ("must", "meet"), ("hits",), ("ticks",), ("satisfies",), ("requires",), ("must", "do")))  # fmt: skip
    least: Literal["all", "any"] | int
    size = words_at(tokens, i, (("any", "of"), ("any", "one", "of"), ("one", "of"), ("at", "least", "one", "of"),
                                ("one", "or", "more", "of"), ("either", "of"), ("any",), ("any", "one"), ("at", "least", "one"),
                                ("one", "or", "more"), ("either",), ("any", "single", "one", "of")))  # fmt: skip
    end = 0
    if size:
        least, end = "any", i + size
        if tokens[end - 1].text not in ("of",) and not _ends_head(tokens, end):
            return None
    else:
        size = words_at(tokens, i, (("all", "of"), ("each", "of"), ("every", "one", "of"), ("all",), ("both", "of")))
        if size:
            least, end = "all", i + size
            if tokens[end - 1].text != "of" and not _ends_head(tokens, end):
                return None
        else:
            i += words_at(tokens, i, (("any",),))
            found = bound_at(tokens, i)
            if found is None or found[0].low is None or found[0].low != int(found[0].low) or found[0].money:
                return None
            if not found[0].low_included or (found[0].high is not None and not found[0].exact):
                return None
            end = found[1]
            size = words_at(tokens, end, (("of",),))
            if not size:
                return None
            least, end = int(found[0].low), end + size
            if least == 1:
                least = "any"
    end += words_at(tokens, end, _TAILS)
    counted = bound_at(tokens, end)
    if (
        counted is not None
        and counted[0].exact
        and end < len(tokens)
        and (tokens[end - 1].is_word("these", "the", "following", "of"))
    ):
        following = counted[1] + words_at(
            tokens,
            counted[1],
            (("things",), ("criteria",), ("conditions",), ("following",), ("actions",), ("signals",)),
        )
        if following >= len(tokens) or tokens[following].is_sign(":", "(", ")", "-"):
            end = following
    window, notes = "", list[str]()
    if end < len(tokens) and tokens[end].is_sign(","):
        found_window = bare_window_at(tokens, end + 1)
        if found_window is not None:
            end -= 0
            window, end = found_window[0].text, found_window[1]
            notes += [found_window[0].assumption] if found_window[0].assumption else []
    elif end < len(tokens):
        found_window = window_at(tokens, end)
        if found_window is None and tokens[end].is_sign("("):
            inner = bare_window_at(tokens, end + 1)
            if inner is not None and inner[1] < len(tokens) and tokens[inner[1]].is_sign(")"):
                found_window = inner[0], inner[1] + 1
        if found_window is not None:
            window, end = found_window[0].text, found_window[1]
            notes += [found_window[0].assumption] if found_window[0].assumption else []
    end += words_at(tokens, end, (("is", "true"), ("are", "true"), ("apply",), ("applies",), ("holds",), ("hold",)))
    return Head(least, end, window, tuple(notes))


def _ends_head(tokens: Sequence[Token], at: int) -> bool:
    if at >= len(tokens) or tokens[at].is_sign(":", ",", ")", "("):
        return True
    return bool(words_at(tokens, at, _TAILS)) or window_at(tokens, at) is not None


class Reader:
    """``answers``: what the person said to questions, by the text of the question. ``scores``: whether points may be
    compared, as in a stage."""

    def __init__(self, lexicon: Lexicon, answers: Mapping[str, str], scores: bool = False) -> None:
        self.lexicon = lexicon
        self.answers = answers
        self.scores = scores

    def read(self, tokens: Sequence[Token]) -> Reading | None:
        """The condition that all of the tokens make, or None. Raises Ambiguous if it can be grouped in several ways."""
        tokens = _trimmed(tokens)
        if not tokens:
            return None
        notes: list[str] = []
        atoms = self._atoms(tokens, notes)
        if not atoms:
            return None
        for atom in atoms:
            notes += atom.found.notes
        condition = self._grouped(atoms, notes)
        return Reading(condition, [n for n in dict.fromkeys(notes) if n])

    def parts(self, tokens: Sequence[Token]) -> tuple[list[Condition], list[str]] | None:
        """The parts of a list, however they are joined; None if not all of it can be read."""
        notes: list[str] = []
        atoms = self._atoms(_trimmed(tokens), notes)
        if not atoms:
            return None
        joints = {a.joint for a in atoms[1:]}
        if "" in joints or {"and", "or"} <= joints:
            return None
        for atom in atoms:
            notes += atom.found.notes
        return [a.found.condition for a in atoms], notes

    # --- one after another

    def _atoms(self, tokens: Sequence[Token], notes: list[str]) -> list[_Atom] | None:
        atoms: list[_Atom] = []
        pending = ""
        joint: Joint = ""
        headed = comma = False
        at = 0
        while at < len(tokens):
            t = tokens[at]
            step = _joint_at(tokens, at)
            if t.is_sign(",") and not atoms:
                at += 1
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
            window = window_at(tokens, at)
            if window is not None and self._is_event_before_window(tokens, at):
                window = None
            if window is not None:
                is_rate = not any(
                    t.is_word("last", "past", "previous", "recent", "this") for t in tokens[at : window[1]]
                )
                length, at = window
                notes.append(length.assumption)
                if is_rate and atoms and _has_count(atoms[-1]) and events_in(atoms[-1].found.condition):
                    last = atoms[-1].found  # "5 visits in 7 days": a rate of these events alone
                    atoms[-1] = replace(atoms[-1], found=replace(last, condition=within(last.condition, length.text)))
                    continue
                if not _bound_by(atoms, length.text, notes):
                    if pending:
                        return None
                    pending = length.text
                continue
            if t.is_sign("(") and atoms and (inner := self._window_in(tokens, at)) is not None:
                text, at = inner
                if not _bound_by(atoms, text, notes):
                    return None
                continue
            if t.is_sign("(") and atoms and (counted := _count_in(tokens, at, atoms[-1])) is not None:
                atoms[-1], at = counted
                continue
            found = self._atom(tokens, at)
            if found is not None:
                auxiliary = at > 0 and tokens[at - 1].is_word("has", "have", "had")
                participle = t.kind == "word" and t.text.endswith("ed") and not headed and found.is_headed
                atoms.append(_Atom(joint, found, headed or found.is_headed, auxiliary, participle, comma))
                at, joint, headed, comma = found.end, "", False, False
                continue
            if t.kind == "word" and t.text in HARMLESS:
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

    def _is_event_before_window(self, tokens: Sequence[Token], at: int) -> bool:
        return (
            tokens[at].is_word("in", "within", "over")
            and self._atom(tokens, at) is not None
            and window_at(tokens, at) is None
        )

    def _window_in(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        found = bare_window_at(tokens, at + 1)
        if found is not None and found[1] < len(tokens) and tokens[found[1]].is_sign(")"):
            return found[0].text, found[1] + 1
        return None

    # --- one part

    def _atom(self, tokens: Sequence[Token], at: int) -> Found | None:
        head = head_at(tokens, at)
        if head is not None:
            return self._list(tokens, head)
        if tokens[at].is_sign("("):
            return self._parenthesised(tokens, at)
        size = words_at(tokens, at, _INACTIVE)
        if size:
            after = at + size
            after += words_at(
                tokens, after, (("on", "our", "site"), ("on", "the", "site"), ("whatsoever",), ("at", "all"))
            )
            return Found(Happened("activity", negated=True, name="no_activity"), after)
        place = place_field_at(tokens, at, self.lexicon)
        positive = self._positive(tokens, at)
        if place is not None and (positive is None or place.end >= positive.end):
            return place
        if positive is not None:
            return positive
        return self._negative(tokens, at)

    def _positive(self, tokens: Sequence[Token], at: int) -> Found | None:
        best: Found | None = None
        for found in (
            self._defined(tokens, at),
            self._points(tokens, at) if self.scores else None,
            number_field_at(tokens, at, self.lexicon),
            outsider_at(tokens, at, self.lexicon, self.answers),
            title_field_at(tokens, at, self.lexicon),
            value_field_at(tokens, at, self.lexicon),
            known_field_at(tokens, at, self.lexicon),
            self._event(tokens, at),
        ):
            if found is not None and (best is None or found.end > best.end):
                best = found
        return best

    def _event(self, tokens: Sequence[Token], at: int) -> Found | None:
        found = event_at(tokens, at, self.lexicon, self.answers)
        if (
            found is None
            or not isinstance(found.condition, Happened)
            or found.condition.bound
            or found.condition.measure
        ):
            return found
        steps, end, notes = [found.condition.source], found.end, list(found.notes)
        while size := words_at(tokens, end, _THEN):
            i = end + size
            while i < len(tokens) and tokens[i].is_word("they", "he", "she", "has", "have", "also", "a", "later"):
                i += 1
            following = event_at(tokens, i, self.lexicon, self.answers)
            if following is None or not isinstance(following.condition, Happened) or following.condition.bound:
                return None
            steps.append(following.condition.source)
            end, notes = following.end, [*notes, *following.notes]
        if len(steps) == 1:
            return found
        window = window_at(tokens, end)
        if window is None:
            return None
        after = window[1] + words_at(
            tokens, window[1], (("of", "each", "other"), ("of", "it"), ("of", "that"), ("later",))
        )
        condition = Steps(tuple(steps), window[0].text)
        return Found(condition, after, (*notes, window[0].assumption), True)

    def _negative(self, tokens: Sequence[Token], at: int) -> Found | None:
        size = words_at(tokens, at, _NEGATIONS)
        if not size:
            return None
        i = at + size
        while i < len(tokens) and tokens[i].is_word(
            *"a an any be been the from in their our on for with come came use used using have had work working at".split()
        ):
            if self._positive(tokens, i) is not None:
                break
            i += 1
        found = self._positive(tokens, i) if i < len(tokens) else None
        if found is None or isinstance(found.condition, Steps | Joined | Points):
            return None
        c = found.condition
        if isinstance(c, Happened):
            if c.bound or c.measure or c.negated:
                return None
            return replace(found, condition=opposite(c), is_headed=True)
        if isinstance(c, Fact):
            return replace(found, condition=not_known_to_be(c), is_headed=True)
        return None

    def _defined(self, tokens: Sequence[Token], at: int) -> Found | None:
        for name in self.lexicon.names.of("define"):
            words = words_of(name.name)
            here = tokens[at : at + len(words)]
            if len(here) == len(words) and all(t.is_word(w) for t, w in zip(here, words, strict=True)):
                if len(words) == 1 and self._event(tokens, at) is not None:
                    continue
                return Found(Fact(name.name, name.name), at + len(words))
        return None

    def _points(self, tokens: Sequence[Token], at: int) -> Found | None:
        """ "60 points", "score over 50", "fit score of at least 40"."""
        i = at + words_at(tokens, at, (("at",), ("reaches",), ("reach",), ("hits",), ("hit",), ("with",), ("has",), ("from",), ("have",),
                                       ("scores",), ("scoring",), ("crosses",), ("gets", "to"), ("reached",), ("earns",), ("collects",)))  # fmt: skip
        starts_from = i > at
        group = group_at(tokens, i, self.lexicon)
        if group is not None:
            of, i = group
            i += words_at(
                tokens,
                i,
                (("is",), ("of",), ("reaches",), ("hits",), ("at",), ("exceeds",), ("is", "at"), ("goes",), ("gets",)),
            )
            if tokens[i - 1].is_word("exceeds") or (i < len(tokens) and tokens[i].is_sign(":")):
                i += tokens[i].is_sign(":") if i < len(tokens) and tokens[i].is_sign(":") else -1
            found = bound_at(tokens, i) or _point_bound(tokens, i)
            if found is None:
                return None
            return self._score(of, found[0], found[1] + words_at(tokens, found[1], (("points",), ("pts",))))
        found = _point_bound(tokens, i)
        if found is not None:
            end = found[1] + words_at(
                tokens, found[1], (("in", "total"), ("total",), ("or", "more"), ("and", "above"), ("overall",))
            )
            return self._score("score", found[0], end)
        bound = bound_at(tokens, i)
        if (
            bound is not None
            and starts_from
            and bound[1] == len(tokens)
            and tokens[at].is_word("at", "scores", "reaches", "hits")
        ):
            return self._score("score", bound[0], bound[1])
        return None

    def _score(self, of: str, bound: Bound, end: int) -> Found:
        notes: tuple[str, ...] = ()
        if bound.exact:
            notes = (f"read “{bound.low} points” as {bound.low} or more",)
            bound = Bound(low=bound.low)
        return Found(Points(of, replace(bound, exact=False)), end, notes, True)

    def _list(self, tokens: Sequence[Token], head: Head) -> Found | None:
        """ "any of these in the last 30 days: a; b; c": the rest of the words, or up to a closing parenthesis."""
        at = head.end
        if at < len(tokens) and tokens[at].is_sign(":", "-"):
            at += 1
        closing = None
        if at < len(tokens) and tokens[at].is_sign("("):
            closing = _closing(tokens, at)
            if closing is None:
                return None
            rest, end = tokens[at + 1 : closing], closing + 1
        else:
            rest, end = tokens[at:], len(tokens)
        parts: list[Condition] = []
        notes: list[str] = list(head.notes)
        if any(t.is_sign(";") for t in rest):
            for piece in _split(rest, ";"):
                piece = _without_joint(piece)
                if not piece:
                    continue
                reading = self.read(piece)
                if reading is None:
                    return None
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
        closing = _closing(tokens, at)
        if closing is None or closing == at + 1:
            return None
        inside = tokens[at + 1 : closing]
        inside = inside[words_at(inside, 0, (("only", "if"), ("only", "for"), ("only", "when"), ("if",), ("only",))) :]
        reading = self.read(inside)
        return None if reading is None else Found(reading.condition, closing + 1, tuple(reading.notes), True)

    # --- and, or

    def _grouped(self, atoms: Sequence[_Atom], notes: list[str]) -> Condition:
        """One condition of all; what has no verb of its own goes with what stands before it."""
        joints = _settled(atoms)
        kinds = set(joints[1:])
        if len(atoms) == 1:
            return atoms[0].found.condition
        if len(kinds) == 1:
            return joined("any" if kinds == {"or"} else "all", [a.found.condition for a in atoms])
        by_commas = _by_commas(atoms, joints)
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
        raise Ambiguous(_ways(atoms, joints))


def _by_commas(atoms: Sequence[_Atom], joints: Sequence[Joint]) -> Condition | None:
    """ "a or b, and c": the comma before the one word is where the sentence is cut."""
    cuts = [i for i, a in enumerate(atoms) if i and a.has_comma]
    plain = [i for i, a in enumerate(atoms) if i and not a.has_comma]
    if not cuts or not plain or any(a.joint in ("", ",") for a in atoms[1:]):
        return None
    if (
        len({joints[i] for i in cuts}) != 1
        or len({joints[i] for i in plain}) != 1
        or joints[cuts[0]] == joints[plain[0]]
    ):
        return None
    groups: list[list[Condition]] = [[atoms[0].found.condition]]
    for i in range(1, len(atoms)):
        if i in cuts:
            groups.append([atoms[i].found.condition])
        else:
            groups[-1].append(atoms[i].found.condition)
    inner: Literal["all", "any"] = "any" if joints[plain[0]] == "or" else "all"
    return joined("any" if inner == "all" else "all", [joined(inner, g) for g in groups])


def _ways(atoms: Sequence[_Atom], joints: Sequence[Joint]) -> list[Condition]:
    """The two ways to read a mixture: "and" binds tighter, or "or" does."""

    def by(tight: Joint, inner: Literal["all", "any"], outer: Literal["all", "any"]) -> Condition:
        groups: list[list[Condition]] = [[atoms[0].found.condition]]
        for atom, joint in zip(atoms[1:], joints[1:], strict=True):
            if joint == tight:
                groups[-1].append(atom.found.condition)
            else:
                groups.append([atom.found.condition])
        return joined(outer, [joined(inner, g) for g in groups])

    return [by("or", "any", "all"), by("and", "all", "any")]


def _settled(atoms: Sequence[_Atom]) -> list[Joint]:
    """Commas take the word that comes after them in the list; with none they are "and", as is nothing at all."""
    joints: list[Joint] = [a.joint for a in atoms]
    following: Joint = "and"
    for i in range(len(joints) - 1, 0, -1):
        if joints[i] in ("and", "or"):
            following = joints[i]
        elif joints[i] == ",":
            joints[i] = following
        else:
            joints[i] = "and"
            following = "and"
    return joints


def _joint_at(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    t = tokens[at]
    if t.is_sign("and/or"):
        return "and/or", 1
    if t.is_sign(",", ";"):
        return ",", 1
    if t.is_sign("+"):
        return "and", 1
    if t.is_sign("/"):
        return "or", 1
    best: tuple[str, int] | None = None
    for words, joint in _JOINTS:
        size = words_at(tokens, at, (words,))
        if size and (best is None or size > best[1]):
            best = joint, size
    return best


def _count_in(tokens: Sequence[Token], at: int, atom: _Atom) -> tuple[_Atom, int] | None:
    """ "(3+ times, last 14 days)" behind events."""
    c = atom.found.condition
    count = count_at(tokens, at + 1)
    if count is None or not isinstance(c, Happened) or c.bound is not None or c.measure or c.negated or count.different:
        return None
    end = count.end
    end += end < len(tokens) and tokens[end].is_sign(",")
    window = bare_window_at(tokens, end)
    if window is not None:
        c, end = replace(c, window=window[0].text), window[1]
    if end >= len(tokens) or not tokens[end].is_sign(")"):
        return None
    notes = (*atom.found.notes, count.note)
    return replace(atom, found=replace(atom.found, condition=replace(c, bound=count.bound), notes=notes)), end + 1


def _has_count(atom: _Atom) -> bool:
    c = atom.found.condition
    return isinstance(c, Happened) and (c.bound is not None or bool(c.measure))


def _bound_by(atoms: list[_Atom], window: str, notes: list[str]) -> bool:
    """Gives a window to the events before it that have none; whether there are any."""
    done = 0
    for i in range(len(atoms) - 1, -1, -1):
        if isinstance(atoms[i].found.condition, Open):
            done += 1
            continue
        if not events_in(atoms[i].found.condition):
            if done or not isinstance(atoms[i].found.condition, Fact):
                break
            continue
        found = atoms[i].found
        atoms[i] = replace(atoms[i], found=replace(found, condition=within(found.condition, window)))
        done += 1
    if done > 1:
        notes.append(f"the window of {window} holds for all {done} of the events before it")
    return done > 0


def _point_bound(tokens: Sequence[Token], at: int) -> tuple[Bound, int] | None:
    """ "60 points", "at least 60 pts", "60+ points", "60pts or more"."""
    t = tokens[at] if at < len(tokens) else None
    if t is not None and t.kind == "number" and t.unit in ("pts", "pt", "points", "point", "p") and not t.signed:
        end = at + 1
        if t.or_more:
            return Bound(low=t.value), end
        size = words_at(
            tokens, end, (("or", "more"), ("and", "above"), ("and", "up"), ("or", "higher"), ("and", "more"))
        )
        return (Bound(low=t.value), end + size) if size else (Bound(t.value, t.value, exact=True), end)
    found = bound_at(tokens, at)
    if found is not None and found[1] < len(tokens) and tokens[found[1]].is_word("points", "pts", "point", "pt"):
        return found[0], found[1] + 1
    return None


def not_known_to_be(fact: Fact) -> Fact:
    """Not so, as far as is known: a lead without an address is no competitor."""
    text = fact.text
    for positive, negative in ((" domain in ", " domain not in "), (" domain is ", " domain is not "),
                               (" mentions ", " not mentions "), (" not in (", " in ("), (" is not \"", " is \""),
                               (" domain ends with ", " domain not ends with ")):  # fmt: skip
        if positive in text and negative not in text and " not " not in text:
            return Fact(
                f"{fact.field} is unknown or {text.replace(positive, negative, 1)}",
                f"not_{fact.name}",
                fact.field,
                is_loose=True,
            )
    if " domain not in " in text:
        return Fact(text.replace(" domain not in ", " domain in ", 1), f"not_{fact.name}"[:40], fact.field)
    for positive, negative in ((' is "', ' is not "'), (" in (", " not in (")):
        if text.count(positive) == 1 and " and " not in text and " not " not in text:
            return Fact(text.replace(positive, negative, 1), f"not_{fact.name}"[:40], fact.field)
    return Fact(f"not {text}" if not fact.is_loose else f"not ({text})", f"not_{fact.name}"[:40], fact.field)


def _trimmed(tokens: Sequence[Token]) -> Sequence[Token]:
    start, end = 0, len(tokens)
    while start < end and (
        tokens[start].is_sign(",", ":", ";", ".", "-", "→", "=", "!", "•", "?")
        or tokens[start].is_word("and", "then", "or")
    ):
        if tokens[start].is_sign(".") and start + 1 < end and tokens[start + 1].is_word("edu", "gov", "ac", "org"):
            break
        start += 1
    while end > start and (
        tokens[end - 1].is_sign(",", ":", ";", ".", "-", "→", "=", "!", "•", "?")
        or (tokens[end - 1].is_word("and", "but", "plus", "with", "for", "also", "then") and end < len(tokens))
    ):
        end -= 1
    return tokens[start:end]


def _without_joint(tokens: Sequence[Token]) -> Sequence[Token]:
    tokens = _trimmed(tokens)
    while tokens and tokens[0].is_word("or", "and"):
        tokens = tokens[1:]
    while tokens and tokens[-1].is_word("or", "and"):
        tokens = tokens[:-1]
    return tokens


def _split(tokens: Sequence[Token], sign: str) -> list[Sequence[Token]]:
    found: list[Sequence[Token]] = []
    start = 0
    for i, t in enumerate(tokens):
        if t.is_sign(sign):
            found.append(tokens[start:i])
            start = i + 1
    return [*found, tokens[start:]]


def _closing(tokens: Sequence[Token], at: int) -> int | None:
    depth = 0
    for i in range(at, len(tokens)):
        depth += tokens[i].is_sign("(") - tokens[i].is_sign(")")
        if depth == 0:
            return i
    return None
