"""Which endpoint, with which key. A key comes from the environment alone, and goes only where it is meant to go."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from ...dsl.errors import LeadwrightError
from ...engine.project import AssistantSettings

HOSTED = "https://api.openai.com/v1"

OFFLINE = "or draft without a model: --drafter offline"


class AssistantError(LeadwrightError):
    """A language model could not be asked, or gave no answer that can be used."""


class NoKeyError(AssistantError):
    """There is no key for an endpoint that wants one: the offline drafter may stand in."""


class NoModelError(AssistantError):
    """No model is named, or the endpoint does not have it."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is. ``key`` is never shown: it is no part of the text of an endpoint."""

    base_url: str
    model: str
    key: str = field(repr=False, default="")
    is_hosted: bool = False

    @property
    def name(self) -> str:
        """What it is remembered by."""
        return f"{self.base_url} {self.model}"


def endpoint(settings: AssistantSettings, environment: Mapping[str, str] | None = None) -> Endpoint:
    """Raises NoKeyError, and AssistantError for an address that is no good."""
    env = os.environ if environment is None else environment
    from_environment = env.get("OPENAI_BASE_URL", "").strip()
    base_url = (settings.base_url or from_environment or HOSTED).rstrip("/")
    parts = _parts(base_url)
    host = parts[1]
    is_here = is_loopback(host)
    if parts[0] == "http" and not is_here:
        raise AssistantError(
            f"{base_url} is plain http: what is sent there can be read on the way",
            "write https://…; plain http is for this machine alone (localhost)",
        )
    key = env.get("OPENAI_API_KEY", "").strip()
    is_hosted = host == "api.openai.com"
    if key and not (is_here or _is_openai(host) or base_url == from_environment.rstrip("/")):
        raise AssistantError(
            f"OPENAI_API_KEY is not sent to {host}: the project file alone names that address",
            f"if you trust it, set OPENAI_BASE_URL={base_url} as well, with a key of that endpoint",
        )
    if not key and is_hosted:
        raise NoKeyError(f"there is no key for {base_url}", f"set OPENAI_API_KEY in the environment, {OFFLINE}")
    return Endpoint(base_url, (settings.model or "").strip(), key or "none", is_hosted)


def _parts(base_url: str) -> tuple[str, str]:
    """Scheme and host."""
    what = f"`base_url` of [assistant], or OPENAI_BASE_URL: {base_url!r} is no address of an endpoint"
    try:
        split = urlsplit(base_url)
        host = split.hostname or ""
    except ValueError:
        raise AssistantError(what, "write one like https://api.openai.com/v1") from None
    if split.scheme not in ("http", "https") or not host:
        raise AssistantError(what, "write one like https://api.openai.com/v1")
    if split.username or split.password or split.query or split.fragment:
        raise AssistantError(
            f"the address of an endpoint holds no name, password or query: {split.scheme}://{host}…",
            "a key comes from OPENAI_API_KEY",
        )
    return split.scheme, host.rstrip(".").lower()


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_openai(host: str) -> bool:
    return host.endswith((".openai.com", ".openai.azure.com"))
