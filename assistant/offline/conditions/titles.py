"""Finds what a lead's title says: directors, VP of marketing, title contains growth."""

from collections.abc import Sequence
from typing import Final

from ....dsl.words import written_text
from ...reading import people
from ...reading.demonyms import CODES
from ...reading.numbers import phrases, words_at
from ...reading.people import industry_at
from ...reading.places import place_at
from ...reading.tokens import Token
from ...reading.words import HARMLESS, NO_VALUES
from ..names.lexicon import FieldName, Lexicon, words_of
from ..names.saying import aimed_at, said_at, several
from .condition import Fact
from .events import Found, event_at

FUNCTIONS: Final = frozenset(
    """marketing sales engineering operations product finance it hr revenue growth ecommerce procurement security
    data technology design legal support partnerships demand plant purchasing production store fleet office facility
    facilities project program programme quality warehouse logistics maintenance regional branch site category brand
    campaign content communications ecommerce digital innovation strategy compliance risk safety transport clinic
    practice nursing training learning recruitment talent people accounting payroll technical construction factory
    operation property hotel restaurant event events showroom dealership lab research service sourcing""".split()
)


_HELD: Final = phrases(
    "holds the|holding the|holds a|hold a|holding a|with the|with a|has the|has a|have a|have the|who hold a|"
    "carries the|carrying the|holds|holding|with"
)
_CONTAINS: Final = (
    "says",
    "say",
    "reads",
    "contains",
    "contain",
    "containing",
    "includes",
    "mentions",
    "including",
    "include",
    "mention",
    "has",
)


_IN_TITLE: Final = phrases(
    "in their job title|in the job title|in their title|in the title|in title|in it in their title|in his title|"
    "in job title|in their titles|in the titles|in her title|in his job title|in her job title|"
    "somewhere in the title|as part of the title|in the job titles|in a title"
)


def _plain_word(tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
    is_word = at < len(tokens) and tokens[at].kind == "word" and tokens[at].text not in HARMLESS
    ends = at + 1 >= len(tokens) or tokens[at + 1].is_sign(",", "/", ")") or tokens[at + 1].is_word("or", "and")
    return (tokens[at].raw.lower(), at + 1) if is_word and ends else None


def title_field_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "Directors, VPs and C-level", "director or above", "VP of Marketing", "title contains "growth"" """
    field = lexicon.of_concept("title") or lexicon.of_concept("seniority")
    if field is None:
        return None
    if tokens[at].kind == "text":
        return _texts_in_title(tokens, at, field)
    i, negated = at, False
    held = words_at(tokens, i, _HELD)
    i += held
    size = aimed_at(tokens, i, field) or said_at(tokens, i, field)
    if size:
        i += size
        if words_at(tokens, i, phrases("is not|does not contain|not")):
            negated, i = True, i + words_at(tokens, i, phrases("is not|does not contain|not"))
        else:
            i += words_at(
                tokens,
                i,
                phrases(
                    "is one of|is|are|contains|includes|mentions|in|like|containing|including|with|of|contain|"
                    "contains any of|includes any of|must contain|must include|should contain|must be|says|say|"
                    "reads|has|must say|should be|is either|is any of|such as|is a|is an|are a|being|mention|include|"
                    "must be one of|level"
                ),
            )
        if i < len(tokens) and tokens[i].is_sign(":", "=", "(", "-"):
            i += 1
            i += words_at(tokens, i, phrases("contains|includes|mentions|containing|including|contains any of|has"))
    asks = size and tokens[i - 1].is_word(*_CONTAINS)
    listed = _row_of_titles(tokens, i, lexicon) if size and tokens[i - 1].is_sign(":", "=") and not negated else None
    if listed is not None:
        shown = ", ".join(f"“{w}”" for w in listed[1])
        note = f"read {shown} as a {field.name} that mentions it"
        return Found(_mentions(field, listed[0]), listed[2], (note,))
    if asks:
        i += words_at(tokens, i, phrases("the word|the words|any of|the term|the terms|one of|either"))
    typed = _typed_in_title(tokens, at, field) if not size else None
    if typed is not None:
        return typed
    found = several(tokens, i, _title)
    if asks and i < len(tokens) and tokens[i].kind == "word":
        literal = several(tokens, i, _plain_word)
        is_any = not any(t.is_word("and") for t in tokens[i:])
        if is_any and literal is not None and literal[1] == len(tokens) and (found is None or literal[1] > found[1]):
            return Found(_mentions(field, [str(x) for x in literal[0]], negated), literal[1])
    if found is None:
        if size and i < len(tokens) and tokens[i].kind == "text":
            texts = several(
                tokens, i, lambda ts, k: (ts[k].text, k + 1) if k < len(ts) and ts[k].kind == "text" else None
            )
            assert texts is not None
            return Found(_mentions(field, [str(x) for x in texts[0]], negated), texts[1])
        asks = size and tokens[i - 1].is_word("contains", "contain", "containing", "includes", "mentions", "including")
        if asks and i + 1 == len(tokens) and tokens[i].kind == "word":
            return Found(_mentions(field, [tokens[i].raw.lower()], negated), i + 1)
        return None
    titles = [t for t in found[0] if isinstance(t, people.Titles)]
    end = found[1]
    end += words_at(
        tokens,
        end,
        phrases(
            "people|titles|roles|level people|title|in their title|in title|executives|positions|in the title|"
            "in their job title|in the job title|job title|job titles|level title|level titles|level|levels|role|folks|"
            "position|level roles|level executives|level contacts|exec|in job title"
        ),
    )
    if size and i and tokens[i - 1].is_sign("(") and end < len(tokens) and tokens[end].is_sign(")"):
        end += 1
    mentions = list(dict.fromkeys(m for t in titles for m in t.mentions))
    notes = tuple(
        f"read “{t.note}” as a {field.name} that mentions {_either(t.mentions)}"
        for t in titles
        if t.note and len(t.mentions) > 1
    )
    return Found(_mentions(field, mentions, negated), end, notes)


def _row_of_titles(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[list[str], list[str], int] | None:
    """Titles behind the name of the field and a colon, some of them as they are typed: "job title: engineer or
    technician"; what they mention, those that were typed, and where they end. None if all of them are known, or one
    may be something else."""
    typed: list[str] = []

    def one(ts: Sequence[Token], k: int) -> tuple[object, int] | None:
        known = _title(ts, k)
        end = known[1] if known is not None else k
        if known is not None and (end >= len(ts) or _parts(ts[end])):
            return known
        k += words_at(ts, k, phrases("a|an|the"))
        end = k
        while end < len(ts) and end - k < _LONGEST and ts[end].kind == "word" and not _parts(ts[end]):
            end += 1
        words = [t.text for t in ts[k:end]]
        is_plain = words and (end >= len(ts) or _parts(ts[end])) and all(len(w) > 1 for w in words)
        if not is_plain or set(words) & (HARMLESS | NO_VALUES | _NO_TITLES) or place_at(ts, k) or words[0] in ("lead",):
            return None
        if any(said_at(ts, k, f) for f in lexicon.fields) or industry_at(ts, k):
            return None
        if event_at(ts, k, lexicon, {}) is not None or set(words) <= FUNCTIONS:
            return None
        said = " ".join(words)
        typed.append(said)
        return people.Titles((said,)), end

    found = several(tokens, at, one)
    if found is None or not typed or any(t.kind != "sign" for t in tokens[found[1] :]):
        return None
    titles = [t for t in found[0] if isinstance(t, people.Titles)]
    return list(dict.fromkeys(m for t in titles for m in t.mentions)), typed, found[1]


_LONGEST: Final = 3


def _parts(t: Token) -> bool:
    return t.is_sign(",", "/", ":", "=", "-", "→", "|") or t.is_word("or", "and")


_NO_TITLES: Final = frozenset(
    """everyone everybody anyone anybody else all others rest who whoever if when only just except unless but at least
    than not no nor matching matches relevant irrelevant senior junior seniority level levels any other unknown email
    company companies employees student's customer customers competitor competitors lead leads points bonus see below
    contains contain containing includes include mentions mention starts ends begins has have is are says say equals
    like with without matching of for in at from above tbd decision yes target demo webinar visited download nobody
    nothing""".split()
)


def _either(words: Sequence[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _title(tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
    """A title with what it is the head of: "VP of Marketing", "marketing directors"."""
    at += words_at(tokens, at, phrases("a|an|the"))
    if at < len(tokens) and tokens[at].kind == "word" and tokens[at].text in FUNCTIONS and not tokens[at].is_word("it"):
        level = people.title_at(tokens, at + 1)
        if level is not None and level[0].note and "+" not in level[0].note:
            return _of(level[0], tokens[at].text), level[1]
    whole = _as_typed(tokens, at)
    found = people.title_at(tokens, at)
    if whole is not None and (found is None or whole[1] > found[1] + 1):
        return whole
    if found is None:
        return None
    titles, end = found
    i = end + words_at(tokens, end, phrases("of|for"))
    if (
        i < len(tokens)
        and tokens[i].kind == "word"
        and tokens[i].text in FUNCTIONS
        and titles.note
        and tokens[i].start - tokens[end - 1].end < 6
    ):
        if "head of" in titles.mentions:
            return people.Titles((f"head of {tokens[i].text}",)), i + 1
        if i > end or tokens[i].raw[:1].isupper():
            return _of(titles, tokens[i].text), i + 1
    return titles, end


_RANKS: Final = (
    "manager managers director directors officer officers lead leads specialist recruiter coordinator planner buyer "
    "architect engineer analyst partner supervisor executive administrator consultant president controller"
).split()
_NO_FUNCTIONS: Final = frozenset(
    """every each any all no non some only former senior junior vice deputy assistant managing our their new if when
    for give add is are or and with as like other most both account sales it's""".split()
)


def _as_typed(tokens: Sequence[Token], at: int) -> tuple[people.Titles, int] | None:
    """A title in capitals of which no word is a function that is known: "Talent Acquisition Manager"."""
    end = at
    while end < len(tokens) and end - at < 4 and tokens[end].kind == "word" and tokens[end].raw[:1].isupper():
        end += 1
        if end - at > 1 and tokens[end - 1].is_word(*_RANKS):
            break
    words = tokens[at:end]
    if len(words) < 2 or not words[-1].is_word(*_RANKS) or place_at(tokens, at) or words[0].text in CODES:
        return None
    said = [t.text for t in words]
    is_plain = not set(said[:-1]) & (_NO_FUNCTIONS | HARMLESS | set(_RANKS)) and not set(said[:-1]) <= FUNCTIONS
    is_capital = not words[0].raw.isupper() or len(words[0].raw) < 4
    if not is_plain or not is_capital:
        return None
    rank = said[-1].removesuffix("s")
    return people.Titles((" ".join([*said[:-1], rank]),)), end


def _of(titles: people.Titles, function: str) -> people.Titles:
    found: list[str] = []
    for m in titles.mentions:
        found += [f"{m} of {function}", f"{m} {function}", f"{function} {m}"]
    return people.Titles(tuple(found), titles.note + f" of {function}")


def _mentions(field: FieldName, words: Sequence[str], negated: bool = False) -> Fact:
    shown = written_text(words[0]) if len(words) == 1 else f"any of ({', '.join(map(written_text, words))})"
    text = f"{field.written} {'not ' if negated else ''}mentions {shown}"
    name = "_".join(words_of(words[0])) if len(words) == 1 else "title_" + "_".join(words_of(words[0]))
    return Fact(text, name[:40], field.written, row="" if negated else f"mentions {shown}")


def mentions_fact(lexicon: Lexicon, words: Sequence[str]) -> Fact | None:
    field = lexicon.of_concept("title")
    return None if field is None else _mentions(field, words)


_NO_WORDS: Final = frozenset(
    """nothing anything something none everything word words keyword keywords term terms name number numbers typo
    error else mention mentions seniority level function change changes up down and not but neither nor""".split()
)


def _typed_in_title(tokens: Sequence[Token], at: int, field: FieldName) -> Found | None:
    """ "HR or learning in the job title": words of which none is a title."""
    at += words_at(tokens, at, phrases("has the word|have the word|with the word|the word|has|have|with|either"))
    words: list[str] = []
    known, end = 0, at
    while end < len(tokens) and tokens[end].kind == "word" and tokens[end].text not in HARMLESS | NO_VALUES | _NO_WORDS:
        title = _title(tokens, end)
        known += title is not None
        mentions = title[0].mentions if title is not None and isinstance(title[0], people.Titles) else ()
        words += mentions or (tokens[end].raw.lower(),)
        end = title[1] if title is not None else end + 1
        if words_at(tokens, end, _IN_TITLE):
            break
        joint = end
        while (
            joint < len(tokens) and joint - end < 2 and (tokens[joint].is_sign(",", "/") or tokens[joint].is_word("or"))
        ):
            joint += 1
        if joint == end:
            return None
        end = joint
    size = words_at(tokens, end, _IN_TITLE)
    if not size or not words or known == len(words) or (known and not words):
        return None
    return Found(_mentions(field, list(dict.fromkeys(words))), end + size)


def _texts_in_title(tokens: Sequence[Token], at: int, field: FieldName) -> Found | None:
    """ ""operations" or "revenue" in their job title" """
    found = several(tokens, at, lambda ts, k: (ts[k].text, k + 1) if k < len(ts) and ts[k].kind == "text" else None)
    if found is None:
        return None
    end = found[1]
    end += words_at(tokens, end, phrases("somewhere|anywhere"))
    size = words_at(tokens, end, _IN_TITLE)
    return Found(_mentions(field, [str(x) for x in found[0]]), end + size) if size else None
