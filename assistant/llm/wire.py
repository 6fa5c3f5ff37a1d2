"""One call of a model over the wire: what is sent, what comes back piece by piece, and how it ended.

The SDK's own retries are off: who asked has to see what is waited for, and what came is looked at before it is used.
"""

import queue
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Self

from ..drafts import Tell, Tokens
from .endpoint import Endpoint
from .failures import NotAStreamError, TooLateError, explained, seconds_to_wait, without_sdk

if TYPE_CHECKING:
    from openai import OpenAI

_BEAT = 0.2
"""Seconds after which ``tell`` is called with nothing, so that it can stop what hangs."""


@dataclass(frozen=True, slots=True)
class Call:
    """``body``: what the SDK's method takes; ``extra``: what the endpoint's own API has beside it."""

    api: Literal["responses", "chat"]
    body: dict[str, Any]
    extra: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def path(self) -> str:
        return "/responses" if self.api == "responses" else "/chat/completions"

    def sent(self) -> dict[str, Any]:
        """The body as it goes over the wire."""
        return {**self.body, "stream": True, **self.extra}


@dataclass(frozen=True, slots=True)
class ToolCall:
    """``is_custom``: ``input`` is text of a grammar, not JSON."""

    name: str
    id: str
    input: str
    is_custom: bool


@dataclass(slots=True)
class Reply:
    """``end``: said by the endpoint; a stream that stops without a word is ``cut``, and its text worth nothing."""

    text: str = ""
    calls: list[ToolCall] = field(default_factory=list[ToolCall])
    refusal: str = ""
    end: Literal["whole", "length", "filter", "cut"] = "cut"
    tokens: Tokens = field(default_factory=lambda: Tokens(tries=1))
    problem: str = ""


class Wire:
    """Calls to one endpoint, until a deadline. ``tokens``: of all of them."""

    def __init__(self, endpoint: Endpoint, timeout: float, deadline: float, retries: int) -> None:
        self.endpoint = endpoint
        self.retries = retries
        self.tokens = Tokens()
        self._timeout = timeout
        self._deadline = deadline
        self._until = time.monotonic() + deadline
        self.client = _client(endpoint, timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def ask(self, call: Call, tell: Tell, retries: int | None = None) -> Reply:
        """Raises AssistantError; whatever ``tell`` raises goes through, and the stream is closed."""
        import openai

        most = self.retries if retries is None else retries
        tries = 0
        while True:
            tries += 1
            try:
                reply = self._once(call, tell)
            except openai.APIError as error:
                self.tokens += Tokens(tries=1)
                wait = seconds_to_wait(error) if tries <= most else None
                if wait is None or time.monotonic() + wait > self._until:
                    raise explained(error, self.endpoint, self.models) from None
                self._wait(wait, tell)
                continue
            self.tokens += reply.tokens
            if reply.end == "cut" and tries <= most:
                tell("\n(the answer broke off: once more)\n")
                continue
            return reply

    def models(self) -> list[str]:
        """What the endpoint has; nothing if it does not say."""
        import openai

        with suppress(openai.OpenAIError, AttributeError, TypeError):
            return sorted(str(model.id) for model in self.client.with_options(timeout=10).models.list().data)
        return []

    def _once(self, call: Call, tell: Tell) -> Reply:
        reply = Reply()
        take = _of_responses if call.api == "responses" else _of_chat
        pump = _Pump(lambda: _opened(self.client, call))
        try:
            while True:
                if time.monotonic() > self._until:
                    raise TooLateError(self._deadline)
                piece = pump.next(_BEAT)
                if piece is _NOTHING:
                    tell("")
                elif piece is _END:
                    return reply
                else:
                    take(piece, reply, tell)
        finally:
            pump.stop()

    def _wait(self, seconds: float, tell: Tell) -> None:
        tell(f"\n(the endpoint wants to be left alone for {seconds:g} s)\n")
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(_BEAT, left))
            tell("")


def _client(endpoint: Endpoint, timeout: float) -> "OpenAI":
    try:
        import openai
    except ImportError:
        raise without_sdk() from None
    client = openai.OpenAI(
        api_key=endpoint.key,
        admin_api_key="",
        base_url=endpoint.base_url,
        timeout=timeout,
        max_retries=0,
        default_headers=_SILENT,
    )
    if not endpoint.is_hosted:
        client.organization = client.project = None
    return client


_SILENT: dict[str, Any] = {
    f"X-Stainless-{name}": ""
    for name in ("OS", "Arch", "Runtime", "Runtime-Version", "Lang", "Package-Version", "Async")
}
"""What the SDK would tell of this machine."""


def _opened(client: "OpenAI", call: Call) -> Any:
    make: Any = client.responses.create if call.api == "responses" else client.chat.completions.create
    stream = make(**call.body, stream=True, extra_body=call.extra or None)
    kind = stream.response.headers.get("content-type", "")
    if "event-stream" not in kind:
        with stream:
            text = stream.response.read().decode("utf-8", "replace")
        raise NotAStreamError(kind, text)
    return stream


_NOTHING = object()
_END = object()


class _Pump:
    """Reads a stream in a thread of its own: who waits for it can be called, and can leave."""

    def __init__(self, open: Callable[[], Any]) -> None:
        self._open = open
        self._pieces: queue.Queue[tuple[Any, BaseException | None]] = queue.Queue()
        self._stream: Any = None
        self._is_stopped = False
        self._thread = threading.Thread(target=self._run, name="assistant", daemon=True)
        self._thread.start()

    def next(self, seconds: float) -> Any:
        try:
            piece, error = self._pieces.get(timeout=seconds)
        except queue.Empty:
            return _NOTHING
        if error is not None:
            raise error
        return piece

    def stop(self) -> None:
        """Hangs up. A read that blocks ends, too."""
        self._is_stopped = True
        if self._stream is not None:
            with suppress(Exception):
                network = self._stream.response.extensions["network_stream"]
                network.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
            self._thread.join(1)

    def _run(self) -> None:
        try:
            self._stream = stream = self._open()
            with stream:
                for piece in stream:
                    if self._is_stopped:
                        break
                    self._pieces.put((piece, None))
            self._pieces.put((_END, None))
        except BaseException as error:  # it is raised where somebody waits for it
            self._pieces.put((_END, None) if _is_cut(error, self._stream) else (None, error))


def _is_cut(error: BaseException, stream: Any) -> bool:
    """Whether a stream that had begun broke off, rather than that it was slow or said what is wrong."""
    import openai

    return stream is not None and (
        (isinstance(error, openai.APIConnectionError) and not isinstance(error, openai.APITimeoutError))
        or isinstance(error, ValueError)
    )


def _of_chat(chunk: Any, reply: Reply, tell: Tell) -> None:
    usage = chunk.usage
    if usage is not None:
        reply.tokens = Tokens(usage.prompt_tokens or 0, usage.completion_tokens or 0, 1)
    for choice in chunk.choices or ():
        delta = choice.delta
        if delta is not None and delta.content:
            reply.text += delta.content
            tell(delta.content)
        if delta is not None and getattr(delta, "refusal", None):
            reply.refusal += delta.refusal
        match choice.finish_reason:
            case None:
                pass
            case "length":
                reply.end = "length"
            case "content_filter":
                reply.end = "filter"
            case _:
                reply.end = "whole"


def _of_responses(event: Any, reply: Reply, tell: Tell) -> None:
    match event.type:
        case "response.output_text.delta" | "response.custom_tool_call_input.delta":
            tell(event.delta)
        case "response.refusal.delta":
            reply.refusal += event.delta
        case "response.completed" | "response.incomplete" | "response.failed":
            _whole(event.response, reply, event.type)
        case "error":
            reply.end, reply.problem = "whole", str(event.message)
        case _:
            pass


def _whole(response: Any, reply: Reply, kind: str) -> None:
    """What a response says at its end. Items are found by their type: others may stand between them."""
    if response.usage is not None:
        reply.tokens = Tokens(response.usage.input_tokens or 0, response.usage.output_tokens or 0, 1)
    for item in response.output or ():
        match item.type:
            case "custom_tool_call":
                reply.calls.append(ToolCall(item.name, item.call_id, item.input, True))
            case "function_call":
                reply.calls.append(ToolCall(item.name, item.call_id, item.arguments, False))
            case "message":
                for part in item.content:
                    if part.type == "output_text":
                        reply.text += part.text
                    elif part.type == "refusal":
                        reply.refusal = part.refusal
            case _:
                pass
    reason = response.incomplete_details.reason if response.incomplete_details is not None else None
    if kind == "response.completed":
        reply.end = "whole"
    elif kind == "response.failed":
        reply.end = "whole"
        reply.problem = response.error.message if response.error is not None else "the response failed"
    else:
        reply.end = "filter" if reason == "content_filter" else "length"
