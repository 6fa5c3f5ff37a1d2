"""The nearest thing that the language can say, for words that could not be read."""

from collections.abc import Sequence
from typing import Final

from ....dsl.words import written_name
from ...reading.tokens import Token
from ...reading.words import stem
from .lexicon import Lexicon

_HINTS: Final = (
    ({"route", "assign", "send", "notify", "sdr", "hand"}, 'route to "sales" within 1 business day, in a stage'),
    ({"competitor"}, 'list competitors = ["acme.com"], then `email domain in competitors`'),
    ({"career", "job", "employee"}, 'ignore page_view[path starts with "/careers"]'),
    ({"reset", "recycle", "recycled"}, "group NAME resets on EVENT"),
)  # fmt: skip


def nearest_to(tokens: Sequence[Token], lexicon: Lexicon) -> str:
    """A name of the project that shares a word with the clause, or a statement that does what it seems to ask for."""
    stems = {stem(t.text) for t in tokens if t.kind == "word"}
    best, most = "", 0
    for source in lexicon.sources:
        shared = len(source.strong & stems - {"sales", "email", "customer", "product", "ad", "meeting", "call"})
        if shared > most:
            best, most = f"`{source.written}`" + (f" ({source.hint})" if source.hint else ""), shared
    if best:
        return best
    if "page" in stems:
        for source in lexicon.sources:
            path = next((p.name for p in source.properties if p.name in ("path", "url", "page")), None)
            if path is not None and not source.is_signal and not source.strong:
                return f'`{source.written}[{path} starts with "/…"]`'
    for words, hint in _HINTS:
        if words & stems:
            return hint
    for f in lexicon.fields:
        if stems & {stem(w) for said in f.said if len(said) == 1 for w in said} - {"company", "people", "name"}:
            return f"`{written_name(f.name)}`" + (f" ({f.description})" if f.description else "")
    return ""
