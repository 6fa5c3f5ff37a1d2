"""The names of a project, made ready to be found in English: events by the stems of their names, fields by what they
hold."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from ....dsl.types import Type
from ....dsl.words import written_name
from ...names import Name, Names, Property
from ...reading.words import stem
from .naming import CONCEPTS, FieldName, bare, enumerated, fields_of, words_of

WEAK: Final = frozenset("page view visit site content request form submit start use event web session action".split())
"""Stems in names that people leave out: a "pricing page" is also "pricing"."""

_EXPLAINED: Final[Mapping[str, str]] = {
    "page": "view visit site page url section area", "view": "view visit site page",
    "visit": "view visit site page attend",
    "download": "download content view file", "webinar": "live", "demo": "request submit form want",
    "form": "form submit signup complete",
    "submit": "form submit signup complete", "email": "email",
    "click": "link cta button click",
    "open": "open", "trial": "start signup free product trial register", "login": "product app back into platform",
    "unsubscribe": "email list",
    "customer": "existing current become became becoming already turned converted", "video": "watch view",
    "watch": "watch view", "feature": "use feature product", "reply": "answer email",
    "invite": "colleague teammate coworker",
    "pricing": "list plan info information section area",
    "booth": "visit stop meet", "hand": "raise", "chatbot": "chat bot site use conversation live message",
    "chat": "chat talk use conversation live message", "call": "phone sale",
    "meeting": "sale",
    "calculator": "use complete submit fill finish tool", "quiz": "take complete submit answer finish",
    "survey": "take complete submit answer fill finish", "assessment": "take complete submit fill finish",
    "checklist": "download complete fill", "brochure": "download view",
    "newsletter": "email signup", "ad": "ad", "request": "request submit",
}  # fmt: skip
"""A stem in a name → words that are said of such events and change nothing."""

_MEETINGS: Final = frozenset(
    """webinar event seminar session tour fair workshop class conference masterclass exhibition lecture meetup roadshow
    day course training breakfast dinner summit forum show expo congress convention symposium briefing""".split()
)
"""Where somebody can be."""
_NEVER_EXPLAINED: Final = frozenset(
    "nothing never none without says about attend register webinar pricing demo with from that than only".split()
)
"""Words of descriptions that may say what an event is not."""

_NOUNS: Final = (
    ("download", "downloads"), ("page", "visits"), ("view", "views"), ("visit", "visits"), ("click", "clicks"),
    ("open", "opens"), ("login", "logins"), ("request", "requests"), ("reply", "replies"),
    ("register", "registrations"),
    ("attend", "attendances"), ("submit", "submissions"), ("meeting", "meetings"), ("call", "calls"), ("chat", "chats"),
    ("invite", "invites"), ("purchase", "purchases"), ("order", "orders"), ("signup", "signups"), ("share", "shares"),
)  # fmt: skip


_BOOKED: Final = frozenset("trip holiday cruise stay room travel order".split())


def is_of_booking(name: str) -> bool:
    """Whether an event is a booking, whatever is booked: who asks for something has not booked it."""
    return [w.rstrip("s") for w in words_of(name)] == ["booking"]


_PLACE: Final = re.compile(r"\b(?:at|in|of|to|on|where|their|the) (?:the |their )?(\w+)")
_PLACES: Final = frozenset(
    """workspace workshop workshops plant household practice clinic site shop store farm hotel restaurant school team
    organisation organization property office studio gym warehouse factory tenant club family facility centre center
    workspaces plants households practices clinics shops stores farms hotels restaurants schools teams organisations
    organizations properties offices studios gyms warehouses factories tenants clubs families facilities""".split()
)


@dataclass(frozen=True, slots=True)
class Source:
    """An event or a signal. ``strong``: stems that have to be said; ``explained``: stems that may be said; ``base``:
    stems of the event that a signal is of.

    ``attended``: the flag that tells who came from who booked a seat, if there is one.
    """

    name: str
    written: str
    strong: frozenset[str]
    own: frozenset[str]
    explained: frozenset[str]
    base: frozenset[str]
    noun: str
    properties: tuple[Property, ...]
    is_signal: bool
    attended: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class PropertyValue:
    """A value that a property is known to have: "ebook" of `content_download[kind …]`."""

    source: Source
    property: str
    value: str
    stems: tuple[str, ...]


@dataclass
class Lexicon:
    """All of a project's names, ready to be found. Made once a request."""

    names: Names
    answers: Mapping[str, str] = field(default_factory=dict[str, str])
    terms: list[tuple[tuple[str, ...], str]] = field(default_factory=list[tuple[tuple[str, ...], str]])
    """Conditions that the definition itself names: how they are called, and their name."""

    own_stages: Mapping[tuple[str, ...], str] = field(default_factory=dict[tuple[str, ...], str])
    own_groups: Mapping[tuple[str, ...], str] = field(default_factory=dict[tuple[str, ...], str])
    """The stages that the definition itself names, by their words."""

    own_grades: tuple[str, ...] = ()
    """The labels of the grades that the definition itself makes, from the best to the worst."""

    event_roots: dict[str, str] = field(default_factory=dict[str, str])
    """Filled when it is first asked for: see ``roots_of``."""

    worthless: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])
    """Where the definition says of events that they give nothing, and what they are."""

    acts: list[object] = field(default_factory=list[object])
    """Filled when it is first asked for: what is said to be done with the events that there are."""

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        events = {name.name: name for name in self.names.of("event")}
        return tuple(self._source(name, events) for name in self.names.of("event", "signal"))

    @cached_property
    def fields(self) -> tuple[FieldName, ...]:
        return fields_of(self.names)

    def of_concept(self, concept: str) -> FieldName | None:
        """The field that holds it; the likeliest by its name, if there are several."""
        found = [f for f in self.fields if f.concept == concept]
        wanted = CONCEPTS[concept][0]
        return min(found, key=lambda f: (*wanted, bare(f.name)).index(bare(f.name)), default=None)

    def values(self, of: FieldName) -> tuple[str, ...]:
        """Known values of a text field: of the data, else those that its description names."""
        if of.type is not Type.TEXT or of.concept == "email":
            return ()
        return self.names.values_of(of.name, None) or of.enumerated

    def spelled(self, of: FieldName) -> Mapping[tuple[str, ...], str]:
        """The words of each known value of a field → the value; none for a field that holds whatever people type."""
        if of.name not in self._spelled:
            known = self.values(of)
            self._spelled[of.name] = {tuple(words_of(v)): v for v in known} if len(known) < 200 else {}
        return self._spelled[of.name]

    @cached_property
    def _spelled(self) -> dict[str, Mapping[tuple[str, ...], str]]:
        return {}

    @cached_property
    def defined(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """What the project says itself, by the first word: names, and values of several words."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for name in self.names.of("define", "event", "signal", "field"):
            if words := words_of(name.name):
                found.setdefault(words[0], []).append(tuple(words))
        for value in (v for f in self.fields for v in f.enumerated):
            words = words_of(value)
            if len(words) > 1:
                found.setdefault(words[0], []).extend([tuple(words), (*words[:-1], words[-1] + "s")])
        return {first: tuple(several) for first, several in found.items()}

    @cached_property
    def places(self) -> frozenset[str]:
        """What the project says its leads are or work at, where it says no more: "people who work at the plant"."""
        found: set[str] = set()
        for name in self.names.of("field", "event"):
            found |= {m[1] for m in _PLACE.finditer(name.description.lower())}
        named = {w for name in self.names.names for w in words_of(name.name)}
        return frozenset((found | {f"{w}s" for w in found}) & _PLACES - named)

    def list_named(self, *stems: str) -> Name | None:
        """The list in whose name one of these stems stands."""
        for name in self.names.of("list"):
            if {stem(w) for w in words_of(name.name)} & set(stems):
                return name
        return None

    @cached_property
    def property_values(self) -> tuple[PropertyValue, ...]:
        found: list[PropertyValue] = []
        for source in self.sources:
            if source.is_signal:
                continue
            for p in source.properties:
                if p.type is not Type.TEXT:
                    continue
                known = enumerated(p.description) or self._listed(p.name)
                if known:
                    spelled = {v.lower(): v for v in self.names.values_of(p.name, source.name)}
                    known = tuple(spelled.get(v.lower(), v) for v in known)
                for value in known:
                    stems = tuple(stem(w) for w in re.findall(r"[^\W\d_]+", value.replace("'s", "")))
                    if stems:
                        found.append(PropertyValue(source, p.name, value, stems))
        return tuple(found)

    def _listed(self, name: str) -> tuple[str, ...]:
        """The values that a field of the same name lists: the plan of a trial is one of the plans."""
        return next((f.enumerated for f in self.fields if f.name == name and f.concept != "source"), ())

    def _source(self, name: Name, events: Mapping[str, Name]) -> Source:
        own = frozenset(stem(w) for w in words_of(name.name) if w not in ("of", "the", "a"))
        own = frozenset(s for s in own if s)
        if {"trade", "show"} <= own:
            own = own - {"trade", "show"} | {"fair"}  # however it is called
        bases = frozenset(re.findall(r"[\w.`]+", re.sub(r"\[[^\]]*\]|\"[^\"]*\"", " ", name.text))) & events.keys()
        base = frozenset(stem(w) for b in bases for w in words_of(b)) if len(bases) == 1 else frozenset[str]()
        about = f"{name.description} {' '.join(events[b].description for b in bases if len(bases) == 1)}".lower()
        explained = set(own | base)
        for s in own | base:
            explained |= set(_EXPLAINED.get(s, "").split())
        told = (w for w in words_of(name.description) if len(w) > 3 or w in ("saw", "ran", "met"))
        explained |= {stem(w) for w in told} - _NEVER_EXPLAINED
        if own == frozenset(("application",)):
            explained |= {"submit", "complete"}
        attended = next((p.name for p in name.properties if p.type is Type.FLAG and stem(p.name) == "attend"), "")
        if _MEETINGS & (own | base):
            if {"register", "signup"} & own or "booked" in about or "registered" in about:
                explained |= {"register", "signup", "request"}
            elif not attended:
                explained |= {"attend", "watch", "view", "visit"}
        strong = own - WEAK
        if is_of_booking(name.name):
            strong, explained = own, explained | _BOOKED
        noun = next((noun for s, noun in _NOUNS if s in own | base and "day" not in own), "times")
        return Source(
            name.name, written_name(name.name), strong, own, frozenset(explained), base, noun, name.properties,
            name.kind == "signal", attended, name.description,
        )  # fmt: skip


def all_words(lexicon: Lexicon) -> Iterator[str]:
    """The words of all names and listed values, for spelling."""
    for name in lexicon.names.names:
        yield from words_of(name.name)
    for f in lexicon.fields:
        for value in f.enumerated:
            yield from words_of(value)
        for said in f.said:
            yield from said
    for v in lexicon.property_values:
        yield from words_of(v.value)
