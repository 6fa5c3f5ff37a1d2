"""Nothing is lost in silence: what was said is found again in the rules that came of it, whoever read it.

Each number (also multiplied by the days of its unit), each day, each name, listed value, country and title, and each
word that turns round or restricts. Independent of the readers: the words that a statement carries out are held
against the statement as it is written.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from ..reading.dates import with_dates
from ..reading.numbers import phrases, words_at
from ..reading.numerals import with_number_words
from ..reading.people import title_at
from ..reading.places import is_doubtful, names_of_country, place_at
from ..reading.tokens import Token
from ..reading.words import HARMLESS, stem
from .boundsaid import misread_bounds
from .names.lexicon import Lexicon
from .names.naming import words_of
from .weighty import not_carried_out

_BECAUSE: Final = re.compile(r'\bbecause\s+"(?:[^"]|"")*"|\bas\s+(?:`[^`]*`|\w+)')
"""What a rule says of itself."""
_NUMBER: Final = re.compile(r"(?<![A-Za-z_\d.])(\d+(?:\.\d+)?)([kMB](?![A-Za-z]))?")
_SCALES: Final = {"k": 1_000, "M": 1_000_000, "B": 1_000_000_000, "": 1}
_UNITS: Final[Mapping[str, tuple[int, ...]]] = {
    "w": (7,), "wk": (7,), "week": (7,), "weekly": (7,), "fortnight": (14,),
    "mo": (30, 31, 28, 365), "mos": (30,), "month": (30, 31, 28), "monthly": (30,), "quarter": (90, 91, 92),
    "y": (365, 12), "yr": (365, 12), "year": (365, 12, 360),
    "h": (3600, 60), "hr": (3600, 60), "hour": (3600, 60), "min": (60,), "mins": (60,), "minute": (60,),
    "k": (1000,), "thousand": (1000,), "grand": (1000,), "million": (1_000_000,), "m": (60, 30),
}  # fmt: skip
"""What a number of them may be written as."""
_TURNING: Final = frozenset(
    "not no never without except unless excluding excluded instead none nobody neither nor".split()
)
_TURNED: Final = re.compile(
    r"\b(?:no|none|not|unknown|known|false|subtract|disqualify|ignore|otherwise|below|to|fade|max|up|before|until|spanning|within"
    r"|once per)\b|[<>]|!=| -\d|\badd 0\b"
)
"""What turns round, or bounds from above, as the language writes it."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A word of the text that is not found again."""

    start: int
    end: int
    kind: str


def without_reasons(rules: str) -> str:
    return _BECAUSE.sub("", rules)


def numbers_in(rules: str) -> frozenset[Decimal]:
    """The numbers that rules have, but not those of their reasons and names."""
    return frozenset(Decimal(m[1]) * _SCALES[m[2] or ""] for m in _NUMBER.finditer(without_reasons(rules)))


class Accounts:
    """The names of a project, and how each is found again."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def lost(self, tokens: Sequence[Token], rules: str) -> Iterator[Lost]:
        """The words that were said and of which the rules have nothing."""
        there = without_reasons(rules)
        said = with_dates(with_number_words(tuple(tokens)))
        yield from _lost_numbers(said, there)
        yield from (Lost(t.start, t.end, "bound") for t in misread_bounds(said, there))
        yield from (Lost(t.start, t.end, "weight") for t in not_carried_out(said, there))
        yield from self._lost_names(said, there.lower())
        yield from self._lost_fields(said, there)
        if not _TURNED.search(there):
            for i, t in enumerate(said):
                leaves_out = any(_left_out_at(said, k) > k for k in range(i + 1, min(i + 4, len(said))))
                if t.is_word(*_TURNING) and not (leaves_out or _turns_nothing(said, i)):
                    yield Lost(t.start, t.end, "turn")

    def _lost_names(self, said: Sequence[Token], there: str) -> Iterator[Lost]:
        at = 0
        while at < len(said):
            if (end := _left_out_at(said, at)) > at:
                at = end
                continue
            found = self._name_at(said, at)
            if found is None:
                at += 1
                continue
            forms, end, kind = found
            if not any(f in there for f in forms):
                yield Lost(said[at].start, said[end - 1].end, kind)
            at = end

    def _lost_fields(self, said: Sequence[Token], there: str) -> Iterator[Lost]:
        """ "asked about implants", where a field is "what the patient asked about", and no rule looks at it."""
        for f in self.lexicon.fields:
            name = self.lexicon.names.find(f.name)
            if (
                name is None
                or not name.description
                or re.search(rf"\b{re.escape(f.name)}\b(?! (?:is|in)\b.*\])", there)
            ):
                continue
            for words in self.lexicon.spelled(f):
                for at in range(2, len(said) - len(words) + 1):
                    before = f"{said[at - 2].text} {said[at - 1].text}"
                    is_value = tuple(t.text for t in said[at : at + len(words)]) == words
                    if is_value and said[at - 2].kind == "word" and before in name.description.lower():
                        yield Lost(said[at].start, said[at].end, "field")

    def _name_at(self, said: Sequence[Token], at: int) -> tuple[Sequence[str], int, str] | None:
        """A name, a value, a country or a title that is said here, as rules may write it, and where it ends."""
        t = said[at]
        if t.kind != "word":
            return None
        title = title_at(said, at)
        for size in range(min(6, len(said) - at), 0, -1):
            here = said[at : at + size]
            forms = self._named.get(tuple(stem(x.text) for x in here)) if all(x.kind == "word" for x in here) else None
            before = said[at - 1] if at else None
            is_counted = before is not None and (before.kind == "number" or before.is_word(*_WHOSE))
            if forms and (size > 1 or not (_says_little(t) or is_counted)):
                mentions = title[0].mentions if title is not None else ()
                plain = [stem(t.text)] if size == 1 else []
                return [*sorted(forms), *plain, *(m.lower() for m in mentions)], at + size, "name"
        place = place_at(said, at)
        if place is not None and _is_place(said, at):
            return [f'"{x.lower()}"' for c in place[0].codes for x in (c, *names_of_country(c))], place[1], "place"
        if title is not None:
            return [m.lower() for m in title[0].mentions], title[1], "title"
        return None

    @cached_property
    def _named(self) -> Mapping[tuple[str, ...], set[str]]:
        """What is said, by its stems, and the names and values that it may be."""
        found: dict[tuple[str, ...], set[str]] = {}
        for source in self.lexicon.sources:
            words = tuple(stem(w) for w in words_of(source.name))
            if len(words) > 1:
                found.setdefault(words, set()).add(source.written.lower())
        for name in self.lexicon.names.of("signal"):
            words = tuple(stem(w) for w in words_of(name.name))
            if words in found:
                found[words] |= {f'"{text.lower()}"' for text in re.findall(r'"([^"]+)"', name.text)}
        for v in self.lexicon.property_values:
            found.setdefault(tuple(stem(w) for w in words_of(v.value)), set()).add(f'"{v.value.lower()}"')
        for f in self.lexicon.fields:
            for words, value in self.lexicon.spelled(f).items():
                found.setdefault(tuple(stem(w) for w in words), set()).add(f'"{value.lower()}"')
        for stems in list(found):
            for source in self.lexicon.sources:
                if set(stems) <= source.own | source.base:
                    found[stems].add(source.written.lower())
        return {k: v for k, v in found.items() if k}


def _says_little(t: Token) -> bool:
    return t.text in HARMLESS or t.is_word(*_TURNING, "yes", "sales", "sale")


def _is_place(said: Sequence[Token], at: int) -> bool:
    """Not "not Switzerland", behind those that are meant, nor "New Mexico", nor "VP of HR"."""
    t, before = said[at], said[at - 1] if at else None
    if not t.raw[:1].isupper() or t.raw == "Us" or (len(t.raw) == 2 and is_doubtful(t.raw)):
        return False
    return before is None or not before.is_word("not", "new", "south", "north", "west")


def _lost_numbers(said: Sequence[Token], there: str) -> Iterator[Lost]:
    numbers = numbers_in(there)
    values = [t.value for t in said if t.value is not None]
    for i, t in enumerate(said):
        if t.kind == "date":
            if t.text.lstrip("*") not in there:
                yield Lost(t.start, t.end, "date")
        elif t.kind == "number" and t.value is not None and t.value > 1:
            forms = {t.value} | {t.value * k for k in _units(said, i)}
            forms |= {t.value + 1, t.value - 1, 100 - t.value, t.value + Decimal("0.01")} | {
                t.value * v for v in values
            }
            if forms.isdisjoint(numbers) and not (_is_of(said, i) or _is_put_right(said, i) or _is_top(said, i, there)):
                yield Lost(t.start, t.end, "number")


def _units(said: Sequence[Token], at: int) -> tuple[int, ...]:
    t = said[at]
    if t.unit in _UNITS:
        return _UNITS[t.unit]
    for x in said[at + 1 : at + 7]:
        known = _UNITS.get(x.text.lower(), ()) or _UNITS.get(x.text.lower().rstrip("s"), ())
        if known:
            return known
        if x is said[at + 1] and x.kind == "word" and x.text[:2] in ("we", "wk", "mo", "mn", "ho", "ye"):
            return (7, 30, 3600, 365)  # mistyped
    return ()


def _left_out_at(said: Sequence[Token], at: int) -> int:
    """Where a country ends that is left out of a region: "Benelux except Luxembourg"."""
    place = place_at(said, at)
    if place is None or place[0].region is not None:
        return at
    others = (p[0] for i in range(at) if (p := place_at(said, i)) is not None)
    is_inside = any(p.region is not None and set(place[0].codes) <= set(p.codes) for p in others)
    is_out = any(t.is_word(*_TURNING, "but") for t in said[max(0, at - 5) : at])
    return place[1] if is_inside and is_out else at


_WHOSE: Final = "their our my your his her its".split()
_WAIT: Final = phrases(
    "no wait|wait|or better|or rather|i mean|make it|make that|no make it|sorry|scratch that|better|correction|no"
)
_PLACES: Final = "rule section step part no nr item chapter appendix point phase row article number".split()


def _turns_nothing(said: Sequence[Token], at: int) -> bool:
    """ "not only", "no time limit", "no wait", and "not 5" beside the number that it is."""
    behind = said[at + 1] if at + 1 < len(said) else None
    return behind is None or (
        behind.is_word("only", "just", "matter", "time", "limit", "cap", "expiry", "decay", "wait", "make")
        or behind.is_sign(",")
        or behind.kind == "number"
    )


def _is_put_right(said: Sequence[Token], at: int) -> bool:
    """ "five points, no wait, make it eight", "10 points, not 5", "Rule 2:"."""
    if at and said[at - 1].is_word(*_PLACES) and said[at].unit == "" and not said[at].signed:
        return True
    others = [i for i in range(max(0, at - 6), min(len(said), at + 9)) if i != at and said[i].kind == "number"]
    if at and said[at - 1].is_word("not"):
        return bool(others)
    return any(words_at(said, i, _WAIT) for i in range(at + 1, min(at + 8, len(said)))) and any(i > at for i in others)


def _is_top(said: Sequence[Token], at: int, rules: str) -> bool:
    """The end of the highest grade: "80-100: hot"."""
    return (
        "grade" in rules
        and at > 0
        and (said[at].signed == "-" or said[at - 1].is_sign("-") or said[at - 1].is_word("to"))
    )


def _is_of(said: Sequence[Token], at: int) -> bool:
    """ "two of the following four": how many there are."""
    before = said[max(0, at - 4) : at]
    if before and before[-1].is_word("these", "following", "those"):
        return True
    ends_in_of = before and before[-1].is_word("of", "the") and any(x.is_word("of") for x in before)
    if ends_in_of and any(x.kind == "number" for x in before):
        return True  # "3 of 5", "2 out of the 4"
    return any(x.is_word("of", "all", "these", "following", "both") for x in before) and said[at].raw.isalpha()
