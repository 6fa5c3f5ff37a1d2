"""Lists of leads that are kept out, of which one member cannot be read: "students, tyre kickers and free mail
addresses". Each member bars by itself, so that it goes alone; unless its words may say more of the others."""

from collections.abc import Sequence
from typing import Final

from ...reading.tokens import Token

_RESTRICTING: Final = frozenset(
    """only except unless but not no without outside both if when while unlike never other others until before after
    instead than per each""".split()
)
_ANYBODY: Final = frozenset(
    """anyone anybody everyone everybody someone somebody people those whoever companies leads contacts folks persons
    all any accounts firms""".split()
)
_SAYING_MORE: Final = frozenset(
    """who with is are in from has have under over less fewer more at above below that whose works work based did for on
    of which within since last""".split()
)


def one_by_one(tokens: Sequence[Token], before: Sequence[Token]) -> list[tuple[Token, ...]]:
    """The members of a list, if each can only mean leads of its own; else nothing. ``before``: what is said before it,
    as "people who are"."""
    if any(t.is_word(*_RESTRICTING) or t.is_sign("(", ":", ";") for t in tokens):
        return []
    members: list[list[Token]] = [[]]
    for t in tokens:
        if t.is_word("and", "or") or t.is_sign(",", "/"):
            members.append([])
        else:
            members[-1].append(t)
    found = [m for m in members if m]
    says_more = any(t.is_word(*_SAYING_MORE, "if", "when", "where", "having") for t in before)
    for at, member in enumerate(found):
        is_anybody = member[0].is_word(*_ANYBODY)
        more = any(t.is_word(*_SAYING_MORE) or t.kind == "number" for t in member)
        if at and not is_anybody and (more or says_more):
            return []  # "students and interns in Germany", "people who left and complained"
        says_more = says_more or more
    return [tuple(m) for m in found] if len(found) > 1 else []
