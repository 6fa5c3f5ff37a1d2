"""Signs, or plain letters where they cannot be written."""

import sys


def glyph(sign: str, plain: str) -> str:
    """``sign``, or ``plain`` if the encoding of standard output cannot hold it."""
    stream = sys.stdout if getattr(sys.stdout, "encoding", None) else sys.__stdout__  # an app that captures it has none
    try:
        sign.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return plain
    return sign
