"""Finds the events that words mean: "visited the pricing page twice", "downloaded whitepaper "X"", "3+ clicks"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from ....dsl.types import Type
from ....dsl.words import written_text
from ...reading.numbers import Bound
from ...reading.tokens import Token
from ...reading.words import SUBJECTS, stem
from ..names.clear import DOING, is_clear
from ..names.lexicon import Lexicon, Source, is_of_booking, words_of
from .condition import Condition, Happened, Open
from .doing import (
    counts_property,
    described,
    has_done,
    is_told,
    light_at,
    literal,
    rivals,
)
from .filters import PATHS, TITLES, Candidate, Phrase, attended, is_seat, there, with_filters
from .phrasing import happened_at, is_had, is_subject
from .wording import named, phrases_at


@dataclass(frozen=True, slots=True)
class Found:
    """A condition that was read, where it ends, and what had to be assumed. ``is_headed``: it begins with a verb."""

    condition: Condition
    end: int
    notes: tuple[str, ...] = ()
    is_headed: bool = False


def event_at(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Found | None:
    """The longest phrase about events that begins here."""
    ends = list(phrases_at(tokens, at, lexicon))
    if ends and any(
        counts_property(tokens[at : ends[-1][0]], ends[-1][1], c.source) for c in _best(ends[-1][1], lexicon)
    ):
        return None
    for end, phrase in reversed(ends):
        is_us = at + 1 < len(tokens) and tokens[at + 1].is_word("us")
        if (
            len(phrase.stems) == 1
            and not is_us
            and tokens[phrase.stems[0][0]].is_word(*SUBJECTS)
            and len(tokens) > end - at
        ):
            return None  # "any contact who …" has not asked to be contacted
        first = phrase.stems[0] if phrase.stems else (at, "")
        if is_subject(tokens, first[0]):
            return None  # "the contact requested a demo"
        if first[1] in ("trial", "pilot") and any(
            t.is_word("in", "on") for t in tokens[max(first[0] - 2, 0) : first[0]]
        ):
            return None  # who is in a trial now has not just started one
        demo = next((i for i, s in phrase.stems if s == "demo"), None)
        said = {s for _, s in phrase.stems}
        if demo is not None and "request" not in said and ("complete" in said or is_had(tokens, demo)):
            return None  # who had a demo has done more than ask for one
        found = _meant(tokens[at:end], phrase, lexicon, answers)
        if found is not None:
            condition, notes = found
            return Found(condition, end + happened_at(tokens, end, said), notes, phrase.verb)
    return _made(tokens, at, lexicon, answers) if at < len(tokens) and tokens[at].kind == "word" else None


def _made(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Found | None:
    """ "left a review", where the word means something of another event as well."""
    size = light_at(tokens, at)
    if not size or at + size >= len(tokens):
        return None
    found = event_at(tokens, at + size, lexicon, answers)
    c = found.condition if found is not None else None
    if found is None or not isinstance(c, Happened) or found.is_headed or "request" in c.source:
        return None
    source = next((s for s in lexicon.sources if s.written == c.source.split("[")[0]), None)
    said = [(i, stem(t.text)) for i, t in enumerate(tokens[at + size : found.end])]
    if source is None or not has_done(Phrase(stems=said, light=tokens[at].text), source):
        return None
    return replace(found, is_headed=True)


def _meant(
    words: Sequence[Token], phrase: Phrase, lexicon: Lexicon, answers: Mapping[str, str]
) -> tuple[Condition, tuple[str, ...]] | None:
    best = _best(phrase, lexicon)
    if not any(t.text.startswith("book") for t in words):
        best = [c for c in best if not is_of_booking(c.source.name)]
    notes: list[str] = []
    raw = " ".join(t.raw for t in words)
    if not best:
        best = described(phrase, lexicon)
        if not best:
            return None
        notes.append(f"read “{raw}” as `{best[0].source.name}`")
    if not has_done(phrase, best[0].source):
        return None
    best = literal(best, words)
    chosen = best[0]
    is_said = chosen.rank != 2 or is_clear(chosen.source, {s for _, s in phrase.stems}) or is_seat(best, phrase)
    is_said = is_said or (len(best) == 1 and len({s for _, s in phrase.stems}) > 1 and is_told(chosen.source, phrase))
    came = there(best, frozenset(s for _, s in phrase.stems)) if not chosen.source.attended else None
    if came is not None:
        chosen = came
        notes.append(attended(raw))
    elif len(best) > 1 or not is_said:
        question = f"What does “{raw}” mean here?"
        choices = tuple(
            _choice(c.source) + (f" where {' and '.join(c.filters)}" if c.filters else "") for c in best[:5]
        )
        answer = answers.get(question)
        if answer is None:
            return Open(raw, choices, question), ()
        chosen = best[choices.index(answer)] if answer in choices else best[0]
    elif chosen.rank == 2 and not notes:
        notes.append(f"read “{raw}” as `{chosen.source.name}`")
    found = with_filters(chosen, phrase, raw, lexicon)
    if found is None:
        return None
    written, more = found
    if isinstance(written, Open):
        return written, ()
    notes += more
    happened = Happened(written, chosen.source.noun, name=_rule_name(chosen))
    count = phrase.count
    if count is None:
        return happened, tuple(notes)
    if count.note and not count.bound.high and count.bound.low != 1:
        notes.append(count.note)
    is_pages = any(t.is_word("pages") for t in words) and not chosen.source.strong and not count.different
    if is_pages and count.bound.low != 1:
        notes.append(f"every view counts for “{raw}”, also another of the same page")
    if count.days:
        return replace(happened, measure="days", bound=count.bound), tuple(notes)
    counted = _counted_property(chosen.source, phrase)
    if counted and not count.different:
        notes.append(f"read “{raw}” as different ones")
        return replace(happened, measure=f"distinct {counted}", bound=count.bound), tuple(notes)
    if count.different:
        by = _counted_by_name(chosen.source, words) or _distinct(chosen.source)
        if by is None:
            return None
        return replace(happened, measure=f"distinct {by}", bound=count.bound), tuple(notes)
    if count.bound == Bound(low=Decimal(1)):
        return happened, tuple(n for n in notes if n != count.note)
    return replace(happened, bound=count.bound), tuple(notes)


def _counted_property(source: Source, phrase: Phrase) -> str:
    """The property that is counted by its own name: "3 features" are three different features."""
    said = {s for _, s in phrase.stems} - {"form", "page", "title", "path"}
    texts = [p.name for p in source.properties if p.type is Type.TEXT]
    return next((name for name in texts if stem(name) in said and source.own & {"use"}), "")


def _counted_by_name(source: Source, words: Sequence[Token]) -> str:
    """The property of which different ones are counted by its name: "3 different courses" of a `course`."""
    at = next((i for i, t in enumerate(words) if t.is_word("different", "unique", "distinct", "separate")), len(words))
    behind = words[at + 1] if at + 1 < len(words) else None
    texts = [p.name for p in source.properties if p.type is Type.TEXT]
    return next((name for name in texts if behind is not None and stem(behind.text) == stem(name)), "")


def _choice(source: Source) -> str:
    return f"{source.name} ({source.hint})" if source.hint else source.name


def _rule_name(candidate: Candidate) -> str:
    value = "".join(
        f"_{word}" for f in candidate.filters for word in [f.split('"')[1]] if '"' in f and word.isidentifier()
    )
    return candidate.source.name.replace(".", "_") + value.lower()


def _distinct(source: Source) -> str | None:
    texts = [p.name for p in source.properties if p.type is Type.TEXT]
    for name in (*PATHS, *TITLES, "feature"):
        if name in texts:
            return name
    return texts[0] if len(texts) == 1 else None


def _best(phrase: Phrase, lexicon: Lexicon) -> list[Candidate]:
    """The sources that fit best; several if they fit equally."""
    if phrase.name:
        wanted = phrase.name.split(" (")[0]
        return [Candidate(s, 0, 1) for s in lexicon.sources if s.name == wanted][:1]
    said = frozenset(s for _, s in phrase.stems)
    if not said and not phrase.paths:
        return []
    found = [c for c in (_fits(source, said, bool(phrase.paths)) for source in lexicon.sources) if c is not None]
    found = [c for c in found if c.source.strong or phrase.paths or _is_noun_said(c.source, said, phrase)]
    found += _by_value(said, lexicon)
    if not found:
        return []
    best = min(found, key=lambda c: (c.rank, -c.said))
    equal = [c for c in found if (c.rank, c.said) == (best.rank, best.said)]
    if len(equal) > 1 and best.rank == 0:  # the one whose name has nothing more than was said
        exact = [c for c in equal if c.source.own == said]
        whole = exact or [c for c in equal if c.source.own <= said]
        equal = whole if len(whole) == 1 else equal
    if len(equal) == 1 and best.rank == 0:
        equal += rivals(best, said, lexicon)
    return equal


def _is_noun_said(source: Source, said: frozenset[str], phrase: Phrase) -> bool:
    """Whether a source of which the whole name may be left out is named at all: "visited" alone is no page view."""
    if source.own & {"page", "view", "visit", "site"}:
        return bool(said & {"page", "site"}) or phrase.has_visits or (phrase.count is not None and "visit" in said)
    return bool((source.own & said) - DOING)


_SEATS: Final = frozenset(("attend", "register", "signup"))


def _fits(source: Source, said: frozenset[str], has_path: bool) -> Candidate | None:
    explained = source.explained | (_SEATS if source.attended else frozenset[str]())
    if not said <= explained:
        return None
    if has_path and (source.is_signal or not any(p.name in PATHS for p in source.properties)):
        return None
    if source.strong <= said:
        if not source.strong and not (said & source.own or said & source.explained or has_path):
            return None
        return Candidate(source, 0, len(source.own & said))
    if source.strong & said:
        return Candidate(source, 2, len(source.own & said))
    return None


def _by_value(said: frozenset[str], lexicon: Lexicon) -> Iterator[Candidate]:
    """Events by a value that their property is known to have: "contact form", "an ebook"."""
    names = named(lexicon) | {stem(w) for f in lexicon.fields if f.type is Type.NUMBER for w in words_of(f.name)}
    for v in lexicon.property_values:
        stems = frozenset(v.stems)
        if not stems <= said or not said <= stems | v.source.explained:
            continue
        rest = said - stems
        is_alone = not rest & (v.source.own | v.source.explained)
        if is_alone and (
            stems & names or stems & SUBJECTS or len(lexicon.property_values) != len(set(lexicon.property_values))
        ):
            continue
        if is_alone and sum(stems == frozenset(other.stems) for other in lexicon.property_values) > 1:
            continue
        yield Candidate(v.source, 1, len(rest & v.source.own) + 1, (f"{v.property} is {written_text(v.value)}",))
