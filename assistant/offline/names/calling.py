"""What a project's names are called, for putting what is said of them into plain words."""

from ....dsl.types import Type
from ...reading.operators import Called
from .lexicon import Lexicon, all_words


def called_in(lexicon: Lexicon) -> Called:
    """How the fields, flags and events of a project are called."""
    fields = [(f.type, said) for f in lexicon.fields for said in f.said]
    fields += [(p.type, tuple(p.name.split("_"))) for s in lexicon.sources for p in s.properties]
    return Called(
        fields=tuple(said for kind, said in fields if kind is not Type.FLAG),
        numbers=tuple(said for kind, said in fields if kind is Type.NUMBER),
        flags=tuple(said for kind, said in fields if kind is Type.FLAG),
        events=frozenset(s for source in lexicon.sources for s in (*source.own, *source.explained)),
        names=frozenset(all_words(lexicon)),
    )
