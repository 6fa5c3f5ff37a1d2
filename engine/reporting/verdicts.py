"""What people hold for healthy, and what a figure says against it."""

from .parts import Tone

ENTERPRISE = (0.45, 0.52)
"""MQL to SQL, enterprise marketing."""
GENERAL = (0.20, 0.40)
"""MQL to SQL, B2B at large."""
TOO_HIGH_A_BAR = 0.50
TOO_LOW_A_QUALITY = 0.45
_FEW = 30
"""MQLs that a share should rest on."""


def conversion_verdict(count: int, went_on: int) -> tuple[str, Tone]:
    """What a share of MQLs that became SQLs says, in words."""
    if not count:
        return "", "plain"
    said, tone = _said(went_on / count)
    if count < _FEW:
        return f"{said} It rests on {count} MQLs alone: too few to act on.", "plain"
    return said, tone


def _said(share: float) -> tuple[str, Tone]:
    shown = f"{100 * share:.0f} %"
    if share > ENTERPRISE[1]:
        return (
            f"{shown} is above about 50 %: the bar for an MQL may be too high, and leads worth a call held back.",
            "fair",
        )
    if share >= ENTERPRISE[0]:
        return f"{shown} is inside the 45–52 % that enterprise marketing holds for healthy.", "good"
    if share > GENERAL[1]:
        return (
            f"{shown} is above the 20–40 % usual in B2B at large, and just below the 45 % of enterprise teams.",
            "good",
        )
    if share >= GENERAL[0]:
        return (
            f"{shown} is inside the 20–40 % usual in B2B at large; enterprise teams, who ask for 45 % or more, would "
            "say that the quality of MQLs is poor.",
            "fair",
        )
    return (
        f"{shown} is below the 20–40 % usual in B2B at large: most MQLs are not what sales takes on. The rules may "
        "qualify too early, or what sales does with MQLs may not be in the data.",
        "poor",
    )
