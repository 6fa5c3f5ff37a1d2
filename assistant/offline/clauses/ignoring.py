"""Events that are not to count at all: "ignore visits to the careers page"."""

from collections.abc import Mapping, Sequence
from typing import Final

from ....dsl.words import written_name, written_text
from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..conditions.condition import Happened
from ..conditions.reader import Ambiguous, Reader
from ..names.lexicon import Lexicon, Source

_HEAD: Final = phrases(
    "ignore|ignore all|ignore any|disregard|disregard all|do not count|please ignore|we ignore|always ignore|"
    "never count|do not count any|do not track|ignore every"
)
_VISITS: Final = phrases(
    "visits to|views of|visits of|page views of|page views on|traffic to|traffic on|hits on|visits on|views on|"
    "page visits to|pageviews of|activity on|people on|any visits to|all visits to"
)
_PAGE: Final = phrases("page|pages|section|pages of our site")


_NOT_COUNTED: Final = phrases(
    "do not count|does not count|is not counted|are not counted|should not count|should not be counted|will not count|"
    "must not count|shall not count|do not matter|does not matter|is not to count|are not to count|"
    "do not count for anything|does not count for anything|do not count at all|does not count at all|never count|"
    "never counts|count for nothing|counts for nothing|should be ignored|is ignored|are ignored|can be ignored|"
    "is to be ignored|are to be ignored"
)
_PEOPLE: Final = "who anyone anybody someone everyone people those whoever whose leads contacts if when".split()


def not_counted(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """What stands before "does not count" at the end, unless it is people; nothing if that is not said."""
    for back in reversed(range(2, 7)):
        at = len(tokens) - back
        if at > 0 and words_at(tokens, at, _NOT_COUNTED) == back:
            return () if any(t.is_word(*_PEOPLE) for t in tokens[:at]) else tuple(tokens[:at])
    return ()


def ignored(
    tokens: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]
) -> tuple[str, tuple[str, ...], Question | None] | None:
    """The events to leave out, as the language writes them; what is assumed; what has to be asked first."""
    size = words_at(tokens, 0, _HEAD)
    if size >= len(tokens):
        return None
    rest = tokens[size:] if size else not_counted(tokens)
    if not rest:
        return None
    try:
        reading = Reader(lexicon, answers).read(rest)
    except Ambiguous:
        return None
    c = reading.condition if reading is not None else None
    if isinstance(c, Happened) and not (c.bound or c.measure or c.negated or c.window):
        return c.source, tuple(reading.notes if reading is not None else ()), None
    return None if reading is not None else _pages(rest, lexicon, answers)


def _pages(
    tokens: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]
) -> tuple[str, tuple[str, ...], Question | None] | None:
    """ "visits to the careers page": by the start of its path."""
    found = _source(lexicon)
    size = words_at(tokens, 0, _VISITS)
    if found is None or not size:
        return None
    source, path = found
    size += words_at(tokens, size, phrases("the|our"))
    end = next((i for i in range(size, len(tokens)) if words_at(tokens, i, _PAGE) == len(tokens) - i), 0)
    words = tokens[size:end]
    if not 0 < len(words) < 4 or any(t.kind != "word" or t.is_word("and", "or") for t in words):
        return None
    slug = "/" + "-".join(t.text for t in words)
    known = lexicon.names.values_of(path, source.name)
    shown = " ".join(t.raw for t in tokens[size:])
    event = f"{source.written}[{written_name(path)} starts with "
    if any(v == slug or v.startswith(slug + "/") for v in known):
        return event + f"{written_text(slug)}]", (f"read “{shown}” as `{path}` from {slug} on",), None
    question = f"How does the {path} of the {shown} start?"
    answer = answers.get(question)
    if answer is None:
        return event + f"{written_text(slug)}]", (), Question(question, (slug,))
    return event + f"{written_text(answer)}]", (), None


def _source(lexicon: Lexicon) -> tuple[Source, str] | None:
    for source in lexicon.sources:
        path = next((p.name for p in source.properties if p.name in ("path", "url", "page", "page_path")), None)
        if path is not None and not source.is_signal and source.own & {"page", "view", "visit"}:
            return source, path
    return None
