"""Follow-ups that change a draft: "make it 14 days", "20 points", "only in the US", "remove the webinar one"."""

from ..drafts import Draft
from .lexicon import Lexicon


def follow_up(said: str, current: Draft, lexicon: Lexicon) -> Draft | None:
    return None
