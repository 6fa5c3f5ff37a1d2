"""What is said to be done with events: verbs that say nothing themselves, and words that only a description has."""

from collections.abc import Sequence
from typing import Final

from ....dsl.types import Type
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ...reading.words import SUBJECTS, stem
from ..names.clear import DOING
from ..names.lexicon import Lexicon, Source
from ..names.naming import words_of
from ..names.telling import root
from .filters import Candidate, Phrase

_LIGHT: Final = phrases(
    "made|make|makes|took|take|takes|had|did|got|gets|left|leaves|wrote|writes|gave|placed|places|went on|goes on|"
    "filed|raised|raises|sent|sends|put in|puts in|received|receives|has had|have had|has made|have made|making|"
    "leaving|writing|placing|taking|having|did a|has got|has left|has placed|has taken"
)
HAD: Final = frozenset("had got gets received receives took takes take having taking has have".split())
_ASKED: Final = frozenset("request start submit register registration signup enroll rsvp".split())
ATTENDING: Final = phrases(
    "sat in on|sat in|showed up at|showed up for|shows up at|turned up at|turned up for|turned up to|came along to|"
    "went to|goes to|been to|was at|were at|came to|come to|comes to|went along to|took part in|takes part in|"
    "participated in|participates in|was there for|has been to|showed up to|were present at|was present at"
)


_BOOKED: Final = phrases(
    "booked|books|book|has booked|scheduled|schedules|has scheduled|arranged|arranges|set up|sets up|agreed to"
)
_TALKS: Final = "meeting meetings call calls appointment appointments consultation".split()


def booked_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """ "booked" of "booked a meeting", where an event is a meeting and none is the booking of one."""
    size = words_at(tokens, at, _BOOKED)
    i = at + size + words_at(tokens, at + size, phrases("a|an|the|another|their first|a first"))
    if not size or i >= len(tokens) or not tokens[i].is_word(*_TALKS):
        return 0
    events = [s.own for s in lexicon.sources if stem(tokens[i].text) in s.own]
    return size if events and not any(own & _ASKED for own in events) else 0


def light_at(tokens: Sequence[Token], at: int) -> int:
    return words_at(tokens, at, _LIGHT)


def has_done(phrase: Phrase, source: Source) -> bool:
    """Whether a verb that says nothing fits: who "got a quote" has done more than ask for one."""
    if phrase.light not in HAD:
        return True
    return not (source.own & _ASKED) - {s for _, s in phrase.stems}


def counts_property(words: Sequence[Token], phrase: Phrase, source: Source) -> bool:
    """ "bought 3 tickets", where each purchase has a number of tickets: it is not said how often."""
    if phrase.count is None or phrase.count.bound.low == 1:
        return False
    numbers = {stem(p.name) for p in source.properties if p.type is Type.NUMBER}
    said = {t.text for t in words}
    return any(s in numbers and words_of(s)[0] + "s" in said for _, s in phrase.stems)


def rivals(best: Candidate, said: frozenset[str], lexicon: Lexicon) -> list[Candidate]:
    """Other events of the same things, where nothing is said of what was done: "quote", started or completed."""
    left_out = (best.source.own - said) & {"request", "start", "submit", "use"}
    if not left_out or best.filters:
        return []
    thing = best.source.own - left_out - DOING
    if not thing or not said <= thing:
        return []
    found: list[Candidate] = []
    for s in lexicon.sources:
        if s is not best.source and thing <= s.own and s.is_signal == best.source.is_signal and len(s.own - thing) == 1:
            found.append(Candidate(s, best.rank, best.said))
    return found


def roots_of(lexicon: Lexicon) -> dict[str, str]:
    """The roots of the words in names of events, and their stems: "scanned" is of "badge_scan"."""
    if not lexicon.event_roots:
        for source in lexicon.sources:
            for word in words_of(source.name):
                lexicon.event_roots.setdefault(root(word), stem(word))
    return lexicon.event_roots


_GENERAL: Final = frozenset(
    """talk talked said says about with they them what that this their from somebody someone people sales called call
    visit view chat request page site form email start open lead leads asked ask want wants took take handed
    told time point points score
    there there's first which while when were have has been where told""".split()
)


def described(phrase: Phrase, lexicon: Lexicon) -> list[Candidate]:
    """The one event of whose description all the words are, one of them of no other: "visited our stand"."""
    said = frozenset(s for _, s in phrase.stems)
    if len(said) < 2 and not phrase.verb and not phrase.light:
        return _otherwise_called(said, phrase, lexicon)
    events = [s for s in lexicon.sources if not s.is_signal]
    told = {s.name: _told(s) for s in events}
    found = [s for s in events if said <= told[s.name] | s.own]
    if not found and "attend" in said and len(said) > 1:
        said -= {"attend"}  # "came to our stand"
        found = [s for s in events if said <= told[s.name] | s.own and ATTENDED & set(words_of(s.hint))]
    if not found:
        return _otherwise_called(said, phrase, lexicon)
    if len(found) != 1:
        return []
    mine = said & told[found[0].name]
    others = {w for s in lexicon.sources if s is not found[0] for w in s.own} | {
        w for s in events if s is not found[0] for w in told[s.name]
    }
    others |= {stem(w) for f in lexicon.fields for w in words_of(f.name)}
    telling = {w for w in mine if w not in others and w not in _GENERAL and w not in DOING and w not in SUBJECTS}
    names = {words for f in lexicon.fields for words in f.said if len(words) == 1}
    if not (phrase.verb or phrase.light or said & found[0].own) and any((w,) in names for w in said):
        return []  # "paid plan", where an event is about such plans
    whole = told[found[0].name] - SUBJECTS - {"for", "the", "was", "were", "one", "client", "applicant", "customer"}
    is_all = len(whole) > 1 and whole <= said
    return [Candidate(found[0], 0, len(mine))] if telling or is_all else []


ATTENDED: Final = frozenset("came went was visited talked met stopped".split())
"""What descriptions say of who was there."""
CALLED: Final = {"order": ("purchase",), "purchase": ("order", "customer"), "deal": ("opportunity",)}
"""A stem and what such events are called where no name has it."""


def _otherwise_called(said: frozenset[str], phrase: Phrase, lexicon: Lexicon) -> list[Candidate]:
    """ "2+ orders", where they are purchases; "a deal", where it is an opportunity."""
    for s in said & CALLED.keys():
        if any(s in source.own for source in lexicon.sources):
            return []
        for other in CALLED[s]:
            if other == "customer" and phrase.count is not None:
                continue  # nobody becomes a customer twice
            found = [source for source in lexicon.sources if source.own == frozenset((other,))]
            if len(found) == 1 and said - {s} <= found[0].explained:
                return [Candidate(found[0], 0, 1)]
    return []


def is_told(source: Source, phrase: Phrase) -> bool:
    """Whether the description says just what was said, beside the name: "asked for a stand"."""
    told = _told(source)
    roots = {root(w) for w in words_of(source.hint)} if told else set[str]()
    said = {s for _, s in phrase.stems}
    by_description = {s for s in said if s in told or root(s) in roots}
    return bool(by_description - source.own) and said <= by_description | source.own


def literal(found: list[Candidate], words: Sequence[Token]) -> list[Candidate]:
    """Of several, the one in whose name the words stand as they are: who "requested" it has not "booked" it."""
    if len(found) < 2:
        return found
    said = {_plain(t.text) for t in words if t.kind == "word"}
    whole = [c for c in found if {_plain(w) for w in words_of(c.source.name)} <= said]
    return whole if len(whole) == 1 and not any(c.filters for c in found) else found


def _plain(word: str) -> str:
    """The root of a word; booking is no asking here."""
    return next((b for b in ("book", "schedul", "ask") if word.startswith(b)), root(word))


def _told(source: Source) -> frozenset[str]:
    """Stems of what a description says, if it does not say what is not so."""
    text = source.hint.lower().split(";")[0].split(":")[0]
    words = words_of(text)
    if {"no", "not", "nothing", "never", "without"} & set(words):
        return frozenset()
    return frozenset(stem(w) for w in words if len(w) > 2)
