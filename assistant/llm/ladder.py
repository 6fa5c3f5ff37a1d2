"""How an endpoint can be held to a grammar: tried with a canary, since several take the wish and ignore it.

The canary is a grammar of one word, and the question asks for another. What was found is remembered for each endpoint
and model, in the user's cache folder.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, cast

from ...engine.whole_files import write_whole
from ..drafts import Tell, Tokens
from .endpoint import Endpoint
from .failures import FailedError, NotAStreamError, RejectedError
from .wire import Call, Wire

Rung = Literal["tool", "structured", "structured_gbnf", "gbnf", "text"]

RUNGS: tuple[Rung, ...] = ("tool", "structured", "structured_gbnf", "gbnf", "text")
"""A custom tool with a Lark grammar (Responses API); ``structured_outputs`` (vLLM) with one, or with GBNF, which some
of its engines read better; ``grammar`` (llama.cpp); none."""

WORD = "kestrel"
"""What the canary says if its grammar holds."""
_QUESTION = "Which colour has a clear sky at noon? One English word."
_LARK = f'start: "{WORD}"\n'
_GBNF = f'root ::= "{WORD}"\n'
_MOST = 256
_TRIES: Sequence[Rung] = ("tool", "structured", "gbnf")


def canary(rung: Rung, endpoint: Endpoint) -> Call:
    if rung == "tool":
        tool = custom_tool("answer", "the answer", _LARK)
        return Call(
            "responses",
            {
                "model": endpoint.model,
                "input": [{"role": "user", "content": _QUESTION}],
                "tools": [tool],
                "tool_choice": "required",
                "store": False,
                "max_output_tokens": _MOST,
            },
        )
    body: dict[str, Any] = {
        "model": endpoint.model,
        "messages": [{"role": "user", "content": _QUESTION}],
        "store": False,
        "stream_options": {"include_usage": True},
        **limit(endpoint, _MOST),
    }
    return Call("chat", body, constraint(rung, _LARK, _GBNF))


def constraint(rung: Rung, lark: str, gbnf: str) -> dict[str, Any]:
    """What holds a chat completion to a grammar."""
    match rung:
        case "structured":
            return {"structured_outputs": {"grammar": lark}}
        case "structured_gbnf":
            return {"structured_outputs": {"grammar": gbnf}}
        case "gbnf":
            return {"grammar": gbnf}
        case _:
            return {}


def custom_tool(name: str, description: str, lark: str) -> dict[str, Any]:
    grammar = {"type": "grammar", "syntax": "lark", "definition": lark}
    return {"type": "custom", "name": name, "description": description, "format": grammar}


def limit(endpoint: Endpoint, tokens: int) -> dict[str, int]:
    """OpenAI's own models take the new name alone, other servers mostly the old one."""
    return {"max_completion_tokens" if endpoint.is_hosted else "max_tokens": tokens}


def climb(wire: Wire, tell: Tell) -> Rung:
    """The first rung that holds. Raises AssistantError if the endpoint cannot be asked at all."""
    for rung in _TRIES:
        try:
            reply = wire.ask(canary(rung, wire.endpoint), _watching(rung, wire, tell), 0 if rung == "tool" else None)
        except _WrongWord:
            wire.tokens += Tokens(tries=1)
            continue
        except (RejectedError, FailedError, NotAStreamError) as error:
            if isinstance(error, NotAStreamError) and rung != "tool":
                raise
            continue
        said = [call.input for call in reply.calls if call.is_custom] if rung == "tool" else [reply.text]
        if reply.end == "whole" and [text.strip() for text in said] == [WORD]:
            return rung
    return "text"


class _WrongWord(Exception):  # noqa: N818
    """What comes is not the canary's word: there is no need to hear the rest."""


def _watching(rung: Rung, wire: Wire, tell: Tell) -> Tell:
    """Shows nothing of what the canary says, but lets who looks on stop it. OpenAI's models may talk before a call."""
    heard = ""

    def listen(piece: str) -> None:
        nonlocal heard
        is_notice = piece.startswith("\n(")
        tell(piece if is_notice else "")
        heard += "" if is_notice else piece
        if not WORD.startswith(heard.strip()) and not (rung == "tool" and wire.endpoint.is_hosted):
            raise _WrongWord

    return listen


class Memory:
    """Which rung holds for which endpoint and model. What cannot be read or written is found anew."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file

    def recall(self, endpoint: Endpoint) -> Rung | None:
        found = self._all().get(endpoint.name)
        return found if found in RUNGS else None

    def keep(self, endpoint: Endpoint, rung: Rung) -> None:
        self._write({**self._all(), endpoint.name: rung})

    def forget(self, endpoint: Endpoint) -> None:
        self._write({name: rung for name, rung in self._all().items() if name != endpoint.name})

    def _path(self) -> Path:
        if self._file is not None:
            return self._file
        from platformdirs import user_cache_path

        return user_cache_path("leadwright") / "endpoints.json"

    def _all(self) -> dict[str, str]:
        with suppress(OSError, ValueError):
            read = json.loads(self._path().read_text("utf-8"))
            if isinstance(read, dict):
                return {str(k): str(v) for k, v in cast("dict[object, object]", read).items()}
        return {}

    def _write(self, rungs: dict[str, str]) -> None:
        with suppress(OSError):
            self._path().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._path(), json.dumps(rungs, indent=1, sort_keys=True) + "\n")
