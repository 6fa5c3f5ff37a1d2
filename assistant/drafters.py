"""Who drafts: chosen by name, with what a person has to know about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..engine.project import AssistantSettings

if TYPE_CHECKING:
    from .drafts import Drafter

DrafterName = Literal["offline", "openai"]
OFFLINE_SAID = "offline drafter: it reads patterns of words, it is not AI, and nothing leaves this machine"


@dataclass(frozen=True, slots=True)
class Chosen:
    """``said``: who it is, in a line; ``hint``: why it is not the one that was asked for."""

    drafter: "Drafter"
    said: str
    hint: str = ""


def choose(
    name: DrafterName | None = None,
    settings: AssistantSettings | None = None,
    environment: Mapping[str, str] | None = None,
) -> Chosen:
    """The drafter of that name, else the one that the project's settings name.

    Without a key for an endpoint that wants one it is the offline drafter. Raises LeadwrightError for an address that
    is no good.
    """
    settings = settings or AssistantSettings()
    if (name or settings.drafter) == "openai":
        from .llm.drafter import LlmDrafter
        from .llm.endpoint import NoKeyError, endpoint

        try:
            where = endpoint(settings, environment)
        except NoKeyError as error:
            return _offline(f"{error.message}: the offline drafter stands in; set OPENAI_API_KEY in the environment")
        model = f"model {where.model}" if where.model else "a language model"
        return Chosen(LlmDrafter(settings, environment), f"{model} at {where.base_url}: read what it writes")
    return _offline("")


def _offline(hint: str) -> Chosen:
    from .offline import OfflineDrafter

    return Chosen(OfflineDrafter(), OFFLINE_SAID, hint)
