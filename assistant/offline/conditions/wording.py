"""A stretch of words about events, word for word: what is said to be done, to what, how often, by which title."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from ...reading.numbers import phrases, words_at
from ...reading.times import window_at
from ...reading.tokens import Token
from ...reading.words import SUBJECTS, stem
from ..names.clear import ASSETS, VERBS
from ..names.lexicon import Lexicon
from ..names.telling import root
from .acts import act_at, attending_at, done_at, same_stems
from .counts import count_at
from .doing import ATTENDING, CALLED, booked_at, light_at, roots_of
from .filters import Phrase
from .phrasing import is_done, is_times, is_told_of, is_verb_in_parentheses, that_has

_BETWEEN: Final = frozenset(
    "the a an our any of to for on at in with from their its some one your this out into about back by".split()
)
_STOPS: Final = frozenset("and or but then who which that if when while unless per each every not no never".split())


def _more(phrase: Phrase, **said: Any) -> Phrase:
    return replace(phrase, **said)


def phrases_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Iterator[tuple[int, Phrase]]:
    """Where a phrase that begins here may end, with what it holds by then; each is longer than the one before."""
    known = stems_of(lexicon)
    same = same_stems(named(lexicon))
    phrase: Phrase = Phrase()
    i: int = at
    while i < len(tokens):
        t = tokens[i]
        act: tuple[int, tuple[str, ...]] = (0, ()) if phrase.stems or phrase.verb else act_at(tokens, i, lexicon)
        if act[0]:
            phrase = _more(phrase, stems=[(i, s) for s in act[1]], verb=True)
            i += act[0]
            if phrase.stems:
                yield i, phrase
            continue
        light: int = 0 if phrase.stems or phrase.light or t.kind != "word" else light_at(tokens, i)
        if light and (i + light < len(tokens) and stem(t.text) not in known):
            phrase = _more(phrase, light=t.text, verb=True)
            i += light
            continue
        booked: int = 0 if phrase.stems else booked_at(tokens, i, lexicon)
        if booked:
            phrase = _more(phrase, verb=True)
            i += booked
            continue
        there, is_named = attending_at(tokens, i, lexicon) if not phrase.stems else (0, False)
        if there:
            phrase = _more(phrase, stems=[(i, "attend")] if is_named else [], verb=True)
            i += there
            continue
        size: int = words_at(tokens, i, ATTENDING) if "attend" in known else 0
        if size and (t.text not in ("came", "was", "were", "went", "been", "come") or i + size < len(tokens)):
            phrase = _more(phrase, stems=[*phrase.stems, (i, "attend")], verb=phrase.verb or i == at)
            i += size
            continue
        if phrase.stems and phrase.count is not None and phrase.count.note:
            size = words_at(tokens, i, phrases("or more|and up|minimum|at least|or above"))
            if size:
                phrase = _more(phrase, count=replace(phrase.count, note=""))
                i += size
                yield i, phrase
                continue
        if phrase.stems and window_at(tokens, i) is not None:
            return
        if phrase.stems and phrase.count is not None and not phrase.count.different and not phrase.count.days:
            size = words_at(tokens, i, phrases("on different days|on separate days|on distinct days"))
            if size:
                phrase = _more(phrase, count=replace(phrase.count, days=True))
                i += size
                yield i, phrase
                continue
        done: tuple[int, tuple[str, ...]] = (
            done_at(tokens, i, (x for _, x in phrase.stems), lexicon) if phrase.stems and t.kind == "word" else (0, ())
        )
        if done[0]:
            phrase = _more(phrase, stems=[*phrase.stems, *((i, x) for x in done[1])])
            i += done[0]
            yield i, phrase
            continue
        if phrase.count is None:
            count = count_at(tokens, i)
            if count is not None and phrase.stems and tokens[i - 1].is_word("of", "worth", "for"):
                return  # "a deposit of at least 500"
            if count is not None and phrase.stems and tokens[i - 1].is_word("with") and not is_times(tokens, count.end):
                return  # "a webinar with more than 100 attendees"
            if count is not None and not (phrase.stems and t.kind == "word" and t.text in ("from", "until", "over")):
                following = tokens[count.end] if count.end < len(tokens) else None
                if count.is_bare and phrase.stems and (following is None or stem(following.text) not in known):
                    return
                phrase = _more(phrase, count=count)
                i = count.end
                if phrase.stems or phrase.name:
                    yield i, phrase
                continue
        if t.kind == "text" and (phrase.stems or phrase.name):
            texts = [t.text]
            while (
                i + 2 < len(tokens)
                and tokens[i + 2].kind == "text"
                and (tokens[i + 1].is_word("or") or tokens[i + 1].is_sign(",", "/"))
            ):
                texts.append(tokens[i + 2].text)
                i += 2
            phrase = _more(phrase, texts=[*phrase.texts, *texts])
            i += 1
            yield i, phrase
            continue
        if t.kind == "path":
            phrase = _more(phrase, paths=[*phrase.paths, t.text], stems=[*phrase.stems])
            i += 1
            yield i, phrase
            continue
        if t.kind == "name" and not phrase.name:
            phrase = _more(phrase, **{"measure" if t.text.startswith("[") else "name": t.text})
            i += 1
            yield i, phrase
            continue
        if t.is_sign("(") and phrase.stems and is_verb_in_parentheses(tokens, i, known):
            phrase = _more(phrase, stems=[*phrase.stems, (i + 1, stem(tokens[i + 1].text))])
            i += 3
            yield i, phrase
            continue
        that: int = that_has(tokens, i, known) if phrase.stems else 0
        if that:
            i += that
            continue
        if phrase.stems and is_told_of(tokens, i, known):
            i += 1 + t.is_word("that", "which")
            continue
        if t.kind != "word" or t.text in _STOPS:
            return
        s = (
            "signup"
            if t.text == "sign" and i + 1 < len(tokens) and tokens[i + 1].is_word("up", "ups")
            else stem(t.text)
        )
        s = (
            "signup"
            if t.text in ("signed", "signs", "signing") and i + 1 < len(tokens) and tokens[i + 1].is_word("up")
            else s
        )
        if s == "signup":
            size = 1 if t.text.startswith(("signup", "subscr")) else 2
            phrase = _more(phrase, stems=[*phrase.stems, (i, s)], verb=phrase.verb or i == at)
            i += size
            yield i, phrase
            continue
        if t.text == "trade" and i + 1 < len(tokens) and tokens[i + 1].is_word("show", "shows", "fair", "fairs"):
            phrase = _more(phrase, stems=[*phrase.stems, (i, "fair")])
            i += 2
            yield i, phrase
            continue
        if t.text == "white" and i + 1 < len(tokens) and tokens[i + 1].is_word("paper", "papers"):
            phrase = _more(phrase, stems=[*phrase.stems, (i, "whitepaper")])
            i += 2
            yield i, phrase
            continue
        if t.text == "e" and i + 1 < len(tokens) and tokens[i + 1].is_word("mail", "mails", "book", "books"):
            s = "email" if tokens[i + 1].text.startswith("mail") else "ebook"
            phrase = _more(phrase, stems=[*phrase.stems, (i, s)])
            i += 2
            yield i, phrase
            continue
        roots = roots_of(lexicon)
        s = s if s in roots.values() else roots.get(root(t.text), s)
        s = s if s in known else same.get(s, s)
        if t.text in ("pageview", "pageviews"):
            phrase = _more(phrase, stems=[*phrase.stems, (i, "page"), (i, "view")])
        elif s in known and not (t.text in SUBJECTS and s not in told(lexicon)):
            phrase = _more(phrase, has_visits=phrase.has_visits or t.text in ("visit", "visits", "views"))
            is_verb = not phrase.stems and (t.text.endswith("ed") or t.text in VERBS)
            phrase = _more(phrase, stems=[*phrase.stems, (i, s)], verb=phrase.verb or is_verb)
        elif (
            phrase.stems
            and t.is_word("has", "have", "was", "were")
            and is_done(tokens, i + 1, known | roots_of(lexicon).keys())
        ):
            i += 1  # "sales has accepted"
            continue
        elif phrase.stems and t.is_word("something", "anything", "items", "goods", "stuff", "things"):
            pass  # what it was done to, left open
        elif (
            t.text in _BETWEEN
            or (t.text == "us" and tokens[i - 1].is_word("contact"))
            or t.text in ("called", "named", "titled", "entitled")
        ):
            i += 1
            continue
        elif i > at and t.raw[:1].isupper() and i + 1 < len(tokens) and stem(tokens[i + 1].text) in ASSETS & known:
            phrase = _more(phrase, topics=[*phrase.topics, t.raw])  # "the ROI ebook"
            i += 1
            continue
        else:
            return
        i += 1
        yield i, phrase


def stems_of(lexicon: Lexicon) -> frozenset[str]:
    found: set[str] = set()
    for source in lexicon.sources:
        found |= source.own | source.explained
        if source.attended:
            found |= {"attend", "register"}
    for value in lexicon.property_values:
        found |= set(value.stems)
    return frozenset(found | {"signup"} | CALLED.keys())


def named(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(s for source in lexicon.sources for s in source.strong)


def told(lexicon: Lexicon) -> frozenset[str]:
    """Stems that tell one source from another."""
    return named(lexicon) | frozenset(s for v in lexicon.property_values for s in v.stems)
