"""How stages are coloured."""

from collections.abc import Sequence

_STAGE_STYLES = ("cyan", "bright_blue", "green")


def stage_style(stage: str, stages: Sequence[str]) -> str:
    """Later stages are greener; the last one is bold."""
    at = stages.index(stage)
    if at == len(stages) - 1:
        return f"bold {_STAGE_STYLES[-1]}"
    return _STAGE_STYLES[at * (len(_STAGE_STYLES) - 1) // max(len(stages) - 1, 1)]
