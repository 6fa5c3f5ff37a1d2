"""What is said beside points: how they fade or end, that they count once a day, up to how many."""

from collections.abc import Sequence

from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from .fading import fade_at
from .limits import expiry_at, limit_at, once_at


def beside_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int | None:
    """Where one of them ends that begins here."""
    found = fade_at(tokens, at) or once_at(tokens, at) or expiry_at(tokens, at) or limit_at(tokens, at, lexicon)
    return None if found is None else found[0]
