"""Lengths of time and shares as people read them."""

_MINUTE = 60_000_000


def length_text(length: int) -> str:
    """A length of time in the unit that people would take.

    >>> length_text(12 * _MINUTE), length_text(20 * 60 * _MINUTE), length_text(57 * 1440 * _MINUTE)
    ('12 min', '20.0 h', '57 d')
    """
    minutes = length / _MINUTE
    if minutes < 1:
        return "< 1 min" if length else "0 min"
    if minutes < 90:
        return f"{minutes:.0f} min"
    if minutes < 48 * 60:
        return f"{minutes / 60:.1f} h"
    days = minutes / 1440
    return f"{days:.1f} d" if days < 10 else f"{days:,.0f} d"


def share_text(part: int, whole: int) -> str | None:
    """A share in per cent; nothing of nothing is no share.

    >>> share_text(1, 3), share_text(1, 80), share_text(0, 0)
    ('33 %', '1.2 %', None)
    """
    if not whole:
        return None
    share = 100 * part / whole
    return f"{share:.1f} %" if 0 < share < 10 else f"{share:.0f} %"
