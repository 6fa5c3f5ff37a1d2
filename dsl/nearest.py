"""The name that was probably meant."""

from collections.abc import Iterable
from difflib import SequenceMatcher


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of ``names`` that is most like ``name``, or None: a bad guess is worse than none.

    Case, blanks, ``_``, ``-`` and ``.`` are passed over: ``Lead ID`` is like ``lead_id``.

    >>> nearest("lead id", ["email", "Lead_ID"]), nearest("id", ["email", "name"])
    ('Lead_ID', None)
    """
    wanted = _bare(name)
    best: str | None = None
    best_ratio = 0.0
    for candidate in sorted(set(names)):
        if candidate == name:
            continue
        bare = _bare(candidate)
        matcher = SequenceMatcher(None, wanted, bare)
        if matcher.real_quick_ratio() <= best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio:
            best, best_ratio = candidate, ratio
    return best if best_ratio >= (0.75 if len(wanted) > 4 else 0.8) else None


def _bare(name: str) -> str:
    return name.casefold().translate(_PASSED_OVER)


_PASSED_OVER = dict.fromkeys(map(ord, " _-."))
