"""An endpoint on loopback that speaks OpenAI's protocol and says what a test has written down for it."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]
Answer = Callable[["Exchange"], None]


@dataclass(slots=True)
class Exchange:
    """One request, and the means to answer it."""

    path: str
    body: Body
    headers: dict[str, str]
    handler: BaseHTTPRequestHandler
    endpoint: "Endpoint"

    def send(self, status: int, kind: str, text: str, **headers: str) -> None:
        data = text.encode()
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", kind)
        self.handler.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()
        self.handler.wfile.write(data)

    def begin(self) -> None:
        """A stream: it ends where the connection does."""
        self.handler.send_response(200)
        self.handler.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.handler.send_header("Connection", "close")
        self.handler.end_headers()
        self.handler.close_connection = True

    def event(self, data: Body | str, name: str = "") -> None:
        text = data if isinstance(data, str) else json.dumps(data)
        self.handler.wfile.write(f"{f'event: {name}' + chr(10) if name else ''}data: {text}\n\n".encode())
        self.handler.wfile.flush()


@dataclass(slots=True)
class Endpoint:
    """``answers``: taken one after the other; the last one stays. ``seen``: all that came."""

    answers: list[Answer]
    seen: list[Exchange] = field(default_factory=list)
    models: Sequence[str] = ("small-model", "large-model")
    url: str = ""
    hung_up: threading.Event = field(default_factory=threading.Event)

    @property
    def bodies(self) -> list[Body]:
        return [exchange.body for exchange in self.seen]

    @property
    def paths(self) -> list[str]:
        return [exchange.path for exchange in self.seen]

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def serving(*answers: Answer) -> Iterator[Endpoint]:
    endpoint = Endpoint(list(answers))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            exchange = Exchange(self.path, {}, dict(self.headers), self, endpoint)
            listed = [{"id": m, "object": "model", "created": 0, "owned_by": "x"} for m in endpoint.models]
            exchange.send(200, "application/json", json.dumps({"object": "list", "data": listed}))

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            exchange = Exchange(self.path, body, dict(self.headers), self, endpoint)
            endpoint.seen.append(exchange)
            try:
                endpoint.next()(exchange)
            except (BrokenPipeError, ConnectionResetError):
                endpoint.hung_up.set()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


# --- what an endpoint may say


def error(status: int, message: str, code: str | None = None, **headers: str) -> Answer:
    body = {"error": {"message": message, "type": "x", "param": None, "code": code}}
    return lambda exchange: exchange.send(status, "application/json", json.dumps(body), **headers)


def page(html: str) -> Answer:
    return lambda exchange: exchange.send(200, "text/html; charset=utf-8", html)


def not_there(exchange: Exchange) -> None:
    """No such way: what servers without the Responses API say."""
    error(404, f"Not Found: {exchange.path}")(exchange)


def chat(
    text: str, finish: str | None = "stop", refusal: str = "", usage: tuple[int, int] | None = (100, 20)
) -> Answer:
    """A chat completion, a few letters at a time. No ``finish``: the stream is cut."""

    def answer(exchange: Exchange) -> None:
        exchange.begin()

        def chunk(delta: Body, reason: str | None = None) -> Body:
            choice = {"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}
            return _chunk([choice])

        exchange.event(chunk({"role": "assistant", "content": ""}))
        for i in range(0, len(text), 7):
            exchange.event(chunk({"content": text[i : i + 7]}))
        if refusal:
            exchange.event(chunk({"refusal": refusal}))
        if finish is None:
            return
        exchange.event(chunk({}, finish))
        if usage is not None and exchange.body.get("stream_options", {}).get("include_usage"):
            read, written = usage
            total = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
            exchange.event(_chunk([]) | {"usage": total})
        exchange.event("[DONE]")

    return answer


def _chunk(choices: list[Body]) -> Body:
    return {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": choices}


def responses(*items: Body, end: str = "completed", why: str | None = None) -> Answer:
    """A response of these output items, behind one of reasoning. ``end`` empty: the stream is cut."""

    def answer(exchange: Exchange) -> None:
        exchange.begin()
        output = [{"type": "reasoning", "id": "rs_1", "summary": []}, *items]
        number = 0

        def event(kind: str, **data: object) -> None:
            nonlocal number
            exchange.event({"type": kind, "sequence_number": number, **data}, kind)
            number += 1

        event("response.created", response=_response(exchange, [], "in_progress"))
        for index, item in enumerate(output):
            event("response.output_item.added", output_index=index, item=item)
            for kind, text in _pieces(item):
                event(kind, output_index=index, item_id="i", content_index=0, delta=text, logprobs=[])
            event("response.output_item.done", output_index=index, item=item)
        if end:
            final = _response(exchange, output, end)
            if why:
                final["incomplete_details"] = {"reason": why}
            if end == "failed":
                final["error"] = {"code": "server_error", "message": "it went wrong"}
            event(f"response.{end}", response=final)

    return answer


def _pieces(item: Body) -> Iterator[tuple[str, str]]:
    kind = item["type"]
    if kind == "custom_tool_call":
        for i in range(0, len(item["input"]), 9):
            yield "response.custom_tool_call_input.delta", item["input"][i : i + 9]
    elif kind == "message":
        for part in item["content"]:
            is_text = part["type"] == "output_text"
            yield (
                ("response.output_text.delta", part["text"]) if is_text else ("response.refusal.delta", part["refusal"])
            )


def _response(exchange: Exchange, output: list[Body], status: str) -> Body:
    usage = {
        "input_tokens": 200,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": 30,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": 230,
    }
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 0,
        "status": status,
        "model": exchange.body["model"],
        "output": output,
        "usage": usage,
        "error": None,
        "incomplete_details": None,
        "parallel_tool_calls": False,
        "tool_choice": "required",
        "tools": [],
    }


def custom(text: str, name: str = "draft_rules") -> Body:
    return {"type": "custom_tool_call", "id": "ctc_1", "call_id": "call_1", "name": name, "input": text}


def function(name: str, **arguments: object) -> Body:
    given = json.dumps(arguments)
    return {"type": "function_call", "id": "fc_1", "call_id": f"call_{name}", "name": name, "arguments": given}


def message(text: str = "", refusal: str = "") -> Body:
    part: Body = {"type": "refusal", "refusal": refusal}
    if not refusal:
        part = {"type": "output_text", "text": text, "annotations": []}
    return {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [part]}
