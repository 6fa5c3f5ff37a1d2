"""What went wrong with an endpoint, in words: which setting it is, what came instead, when to try again."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .endpoint import OFFLINE, AssistantError, Endpoint, NoModelError

if TYPE_CHECKING:
    import openai

LONGEST_WAIT = 120
"""Seconds that are waited for an endpoint."""

_OFFLINE = OFFLINE[3:].capitalize()
_MOST_MODELS = 12


class RejectedError(AssistantError):
    """The endpoint does not take what was sent: another rung of the ladder may do."""


class FailedError(AssistantError):
    """The endpoint failed, for a reason of its own."""


class TooLateError(AssistantError):
    def __init__(self, deadline: float) -> None:
        super().__init__(f"there is no draft after {deadline:g} s", f"allow more: `deadline` of [assistant], {OFFLINE}")


class NotAStreamError(AssistantError):
    """A 200 that is no stream: the login page of a proxy, mostly."""

    def __init__(self, kind: str, text: str) -> None:
        title = re.search(r"<title[^>]*>(.*?)</title>", text, re.IGNORECASE | re.DOTALL)
        shown = shortened(title[1] if title else text)
        what = "a web page" if "html" in kind or "<html" in text.lower() else (kind or "something")
        super().__init__(
            f'the endpoint answered with {what} instead of a stream: "{shown}"',
            "`base_url` of [assistant], or OPENAI_BASE_URL, may name a web site or a proxy that wants a login",
        )


def without_sdk() -> AssistantError:
    return AssistantError(
        "the packages of the language model's drafter are missing", "pip install 'leadwright[assistant]'"
    )


def shortened(text: str, most: int = 200) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def seconds_to_wait(error: "openai.APIError") -> float | None:
    """After how long a call is worth another try; None if it is not."""
    import openai

    if isinstance(error, openai.APITimeoutError):
        return 0.0
    if isinstance(error, openai.RateLimitError):
        wait = retry_after(error)
        if error.code == "insufficient_quota" or wait > LONGEST_WAIT:
            return None
        return wait
    if isinstance(error, openai.InternalServerError):
        return min(retry_after(error), 5.0)
    return None


def retry_after(error: "openai.APIStatusError") -> float:
    """What the endpoint says, in seconds; one if it does not."""
    headers = error.response.headers
    for header, parts in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            seconds = float(headers.get(header, "")) / parts
        except ValueError:
            continue
        if 0 <= seconds < float("inf"):
            return seconds
    return 1.0


def explained(error: "openai.APIError", endpoint: Endpoint, models: Callable[[], list[str]]) -> AssistantError:
    import openai

    where = endpoint.base_url
    if isinstance(error, openai.APITimeoutError):
        return AssistantError(f"{where} did not answer in time", f"allow more: `timeout` of [assistant], {OFFLINE}")
    if isinstance(error, openai.APIConnectionError):
        return AssistantError(
            f"nothing answers at {where}",
            f"is the server running, and `base_url` of [assistant] (or OPENAI_BASE_URL) right? {_OFFLINE}",
        )
    if not isinstance(error, openai.APIStatusError):
        return AssistantError(f"{where} broke off: {shortened(error.message)}", f"try again, {OFFLINE}")
    said = shortened(_said(error))
    match error.status_code:
        case 401 | 403:
            return AssistantError(
                f"{where} does not accept the key in OPENAI_API_KEY ({error.status_code})",
                f"set OPENAI_API_KEY to a key of that endpoint, {OFFLINE}",
            )
        case 429 if error.code == "insufficient_quota":
            return AssistantError(
                f"the account at {where} has no quota left", f"look at its plan and billing, {OFFLINE}"
            )
        case 429:
            wait = retry_after(error)
            return AssistantError(f"{where} takes no more for now: try again in {_duration(wait)}", f"wait, {OFFLINE}")
        case 404 if is_unknown_model(error, endpoint.model):
            return no_model(endpoint, models)
        case 400 if error.code == "model_not_found":
            return no_model(endpoint, models)
        case status if status >= 500:
            return FailedError(f"{where} failed ({status}): {said}", f"try again later, {OFFLINE}")
        case status:
            return RejectedError(
                f"{where} does not take the request ({status}): {said}",
                f"is `base_url` of [assistant] the address of an OpenAI-compatible API? {_OFFLINE}",
            )


def is_unknown_model(error: Any, model: str) -> bool:
    said = _said(error).lower()
    return error.code == "model_not_found" or (bool(model) and model.lower() in said and "model" in said)


def no_model(endpoint: Endpoint, models: Callable[[], list[str]]) -> NoModelError:
    """Unknown, or not named at all; with what the endpoint has."""
    found = models()
    some = ", ".join(found[:_MOST_MODELS]) + (f" and {len(found) - _MOST_MODELS} more" * (len(found) > _MOST_MODELS))
    help = "set `model` of [assistant] in leadwright.toml" + (f"; the endpoint has {some}" if found else "")
    if not endpoint.model:
        return NoModelError(f"which model of {endpoint.base_url}?", help)
    return NoModelError(f'{endpoint.base_url} has no model "{endpoint.model}"', help)


def _said(error: Any) -> str:
    body = error.body
    if isinstance(body, dict):
        message: Any = body.get("message") or body.get("error") or body.get("detail")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        if isinstance(message, str):
            return message
    return str(error.message)


def _duration(seconds: float) -> str:
    return f"{seconds:g} s" if seconds < 120 else f"{seconds / 60:.0f} minutes"
