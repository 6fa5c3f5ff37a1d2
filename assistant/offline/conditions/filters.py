"""What stands in words about events, and what must hold of those events: "attended", "titled "X"", "/pricing"."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ....dsl.types import Type
from ....dsl.words import written_text
from ...reading.numbers import bound_at
from ...reading.tokens import same_length, tokens_of
from ..names.lexicon import Lexicon, Source
from .condition import Open, compared
from .counts import Count

TITLES: Final = ("title", "name", "asset", "asset_name", "content", "webinar", "subject", "campaign", "form", "topic")
PATHS: Final = ("path", "url", "page", "page_url", "page_path")

BOOKING: Final = frozenset(("register", "registration", "signup", "sign", "book", "enroll", "rsvp"))


@dataclass(slots=True)
class Phrase:
    """What stands in a stretch of words about events."""

    stems: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    texts: list[str] = field(default_factory=list[str])
    paths: list[str] = field(default_factory=list[str])
    topics: list[str] = field(default_factory=list[str])
    name: str = ""
    count: Count | None = None
    verb: bool = False
    light: str = ""
    """A verb that says nothing of what was done: "made", "had"."""
    has_visits: bool = False
    """ "visit", "visits" or "views" as a noun."""
    measure: str = ""
    """What was answered about a number of the events: "[minutes] 10 or more"."""


@dataclass(frozen=True, slots=True)
class Candidate:
    source: Source
    rank: int
    said: int
    filters: tuple[str, ...] = ()


def with_filters(chosen: Candidate, phrase: Phrase, raw: str, lexicon: Lexicon) -> tuple[str | Open, list[str]] | None:
    """The source as the language writes it, with what must hold of its events."""
    source = chosen.source
    filters = list(chosen.filters)
    notes: list[str] = []
    said = {s for _, s in phrase.stems}
    if source.attended:
        if "attend" in said:
            filters.append(f"{source.attended} is true")
        elif not said & {"register", "signup"}:
            filters.append(f"{source.attended} is true")
            notes.append(attended(raw))
    if phrase.measure:
        number = _measured(phrase.measure, source)
        if number is None:
            return None
        filters.append(number)
        notes.append(f"one `{source.name}` with `{number}` is enough")
    if phrase.paths:
        by = next((p.name for p in source.properties if p.name in PATHS), None)
        if by is None:
            return None
        filters.append(f"{by} starts with {_any_of(phrase.paths)}")
    if phrase.texts or phrase.topics:
        texts = [
            p.name
            for p in source.properties
            if p.type is Type.TEXT and not any(f.startswith(f"{p.name} ") for f in filters)
        ]
        by = next((name for name in TITLES if name in texts), texts[0] if len(texts) == 1 else None)
        if by is None:
            return None
        for topic in phrase.topics:
            filters.append(f"{by} contains {written_text(topic)}")
            notes.append(f"read “{raw}” as one whose {by} contains “{topic}”")
        known = {v.casefold() for v in lexicon.names.values_of(by, source.name)} if not source.is_signal else set[str]()
        for text in phrase.texts:
            if known and text.casefold() not in known:
                notes.append(f"no `{source.name}` in the data has the {by} “{text}”")
        values = ", ".join(written_text(t) for t in phrase.texts)
        filters += (
            [] if not phrase.texts else [f"{by} is {values}" if len(phrase.texts) == 1 else f"{by} in ({values})"]
        )
    return source.written + (f"[{' and '.join(filters)}]" if filters else ""), notes


def _measured(said: str, source: Source) -> str | None:
    """ "[minutes] 10 or more" as the language writes it."""
    name, _, number = said.removeprefix("[").partition("]")
    tokens = tokens_of(same_length(number.strip()))
    bound = bound_at(tokens, 0)
    if bound is None or bound[1] != len(tokens) or bound[0].percent or name not in {p.name for p in source.properties}:
        return None
    return compared(name, replace(bound[0], money="", exact=False))


def attended(raw: str) -> str:
    """What is assumed where words do not say whether a lead came."""
    return f"read “{raw}” as attending it: a registration alone gives nothing"


def there(found: Sequence[Candidate], said: frozenset[str]) -> Candidate | None:
    """Of a seat that was booked and a lead that was there, the latter, where nothing is said of booking."""
    if len(found) != 2 or said & BOOKING or any(c.filters for c in found):
        return None
    came = [c for c in found if "attend" in c.source.own]
    booked = [c for c in found if c.source.own & BOOKING]
    if len(came) != 1 or len(booked) != 1 or came[0].source.own - {"attend"} != booked[0].source.own - BOOKING:
        return None
    return came[0]


def is_seat(found: Sequence[Candidate], phrase: Phrase) -> bool:
    """Whether only one source is about who booked or came: "attended", "webinar signup"."""
    said = {s for _, s in phrase.stems}
    if len(found) != 1 or phrase.texts or phrase.topics or phrase.paths:
        return False
    source = found[0].source
    named = said - {"signup"}
    return said == {"attend"} or bool("signup" in said and named and named <= source.own and source.own & BOOKING)


def _any_of(texts: Sequence[str]) -> str:
    if len(texts) == 1:
        return written_text(texts[0])
    return f"any of ({', '.join(map(written_text, texts))})"
