"""Which words of the definition each line of a draft carries out: its `because`, if that is what was really said."""

import re
from collections.abc import Iterator, Sequence

from ..drafts import Quote, Unread

_BECAUSE = re.compile(r'\s*\bbecause\s+"((?:[^"\r\n]|"")*)"')
_WORD = re.compile(r"\w+")
_SMALL = frozenset(
    "a an and are as at be by for from get give gets gives has have if in is it of on or that the to who".split()
)


def quoted(rules: str, definition: str) -> tuple[str, tuple[Quote, ...], int]:
    """The rules, without a `because` whose words are not in the definition; the quotes; how many were taken out.

    Blanks and letter case do not count; a quote is given as it stands in the definition.
    """
    quotes: list[Quote] = []
    lines: list[str] = []
    dropped = 0
    for number, line in enumerate(rules.splitlines(), 1):
        kept = line
        for found in _BECAUSE.finditer(line):
            literal = literal_part(found[1].replace('""', '"'), definition)
            if literal is None:
                kept = kept.replace(found[0], "", 1)
                dropped += 1
            else:
                quotes.append(Quote(number, literal))
        lines.append(kept)
    return "".join(f"{line}\n" for line in lines), tuple(quotes), dropped


def literal_part(words: str, definition: str) -> str | None:
    """The part of the definition that says this."""
    parts = [re.escape(part) for part in words.split()]
    found = re.search(r"\s+".join(parts), definition, re.IGNORECASE) if parts else None
    return found[0] if found else None


def unread(clauses: Sequence[str], quotes: Sequence[Quote], rules: str = "") -> tuple[Unread, ...]:
    """The clauses that no quote carries out, and of the others the parts with a number that stands in no rule."""
    return tuple(Unread(words) for words in _not_carried_out(clauses, quotes, _numbers(rules)))


def _not_carried_out(clauses: Sequence[str], quotes: Sequence[Quote], there: set[str]) -> Iterator[str]:
    carried = {word for quote in quotes for word in _words(quote.words)}
    for clause in clauses:
        words = _words(clause)
        if clause.endswith(":") and len(words) <= 2:  # a heading: `Fit:`
            continue
        if words and len(words & carried) * 2 < len(words):
            yield clause
        else:
            yield from (part for part in _PART.split(clause) if _numbers(part) - there - carried)


_PART = re.compile(r"\s*(?:[,;](?!\d)|\b(?:and|or|plus)\b)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in _NUMBER.findall(text)}


def _words(text: str) -> set[str]:
    return {w for w in map(str.lower, _WORD.findall(text)) if w not in _SMALL}
