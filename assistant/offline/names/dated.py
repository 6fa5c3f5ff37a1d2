"""Versions and dates at the end of titles and headings: "scoring model v2.1", "MQL criteria 2026", "May 2026"."""

import re
from collections.abc import Sequence
from typing import Final

from ...reading.tokens import Token

_VERSION: Final = re.compile(r"v\d[\d.]*|q[1-4]|h[12]|fy\d{2,4}", re.IGNORECASE)
_CALLED: Final = frozenset("version v revision rev draft edition".split())
_MONTHS: Final = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec spring summer autumn fall winter""".split()
)


def undated(body: Sequence[Token]) -> list[Token]:
    """The words without the version or the date that they end with."""
    rest = list(body)
    is_version = any(_VERSION.fullmatch(t.raw) or t.is_word(*_CALLED) for t in body[1:])
    while len(rest) > 1 and _is_date(rest[-1], rest[-2], is_version):
        rest.pop()
    while len(rest) > 1 and len(rest) < len(body) and rest[-1].is_sign(",", "-", "/", "."):
        rest.pop()
    return rest


def _is_date(last: Token, before: Token, is_version: bool) -> bool:
    if last.kind == "date":
        return not before.is_word("since", "from", "after", "until", "before", "by")
    if last.kind == "number":
        year = last.value is not None and 1990 <= last.value <= 2100 and re.fullmatch(r"\d{4}", last.raw)
        after_dot = is_version and before.is_sign(".") and len(last.raw) < 3
        return bool(year) or after_dot or before.is_word(*_CALLED)
    if last.is_sign(".", "/"):
        return is_version
    return last.kind == "word" and (
        bool(_VERSION.fullmatch(last.raw)) or last.text in _MONTHS or (is_version and last.is_word(*_CALLED))
    )
