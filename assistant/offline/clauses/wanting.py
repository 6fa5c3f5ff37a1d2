"""What keeps a lead out by being absent: "not in the US", "no phone number given" below the heading of who is out."""

from collections.abc import Sequence
from typing import Final

from ...reading.tokens import Token

_WHERE: Final = (
    "in at from within inside based located of with working one a an yet part known given interested the"
).split()
_THERE: Final = (
    "given known provided set filled available entered stated there listed supplied yet name address number"
).split()


def lacks_something(tokens: Sequence[Token]) -> bool:
    """What keeps a lead out because it is not so: "not in the US", "no company given", not "no students"."""
    if len(tokens) < 2:
        return False
    if tokens[0].is_word("not", "aren't", "isn't"):
        return tokens[1].is_word(*_WHERE)
    return tokens[0].is_word("no", "without", "missing") and tokens[-1].is_word(*_THERE)
