"""Drafting by a language model against a scripted endpoint: what is sent, what comes of it, what goes wrong."""

import csv
import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from leadwright.assistant.drafts import Draft, Question, Request, Turn
from leadwright.assistant.gate import Gate
from leadwright.assistant.llm.drafter import LlmDrafter
from leadwright.assistant.llm.endpoint import AssistantError, NoKeyError, NoModelError, endpoint
from leadwright.dsl.errors import LeadwrightError
from leadwright.engine.live import LiveScores
from leadwright.engine.project import AssistantSettings, Project
from openai.types.chat import completion_create_params
from openai.types.responses import response_create_params
from pydantic import TypeAdapter
from scripted_endpoint import (
    Endpoint,
    Exchange,
    chat,
    custom,
    error,
    function,
    message,
    not_there,
    page,
    responses,
    serving,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
RULES = """lead
  country    text
  employees  number
event pricing_page
event webinar
  title  text

group fit
  when country is "US" add 10 as in_usa
"""
SAID = "25 points for 2 pricing page visits in a week"
GOOD = 'group intent\n  when pricing_page visits >= 2 within 7d add 25 because "2 pricing page visits in a week"\n'
BAD = 'group intent\n  when pricing_pge visits >= 2 within 7d add 25 because "2 pricing page visits in a week"\n'
CANARY = "kestrel"


def silent(_piece: str) -> None:
    pass


@pytest.fixture
def gate() -> Gate:
    return Gate.of_text(RULES)


@pytest.fixture
def ask(tmp_path: Path, gate: Gate) -> Callable[..., Draft]:
    """Drafts with an endpoint; ``rung``: what is remembered of it."""

    def draft(
        there: Endpoint | str,
        said: str = SAID,
        rung: str | None = "text",
        tell: Any = silent,
        turns: Any = (),
        **settings: Any,
    ) -> Draft:
        url = there if isinstance(there, str) else there.url
        memory = tmp_path / "endpoints.json"
        if rung is not None:
            memory.write_text(json.dumps({f"{url} small-model": rung}))
        options = {"base_url": url, "model": "small-model", "timeout": 30, **settings}
        drafter = LlmDrafter(AssistantSettings(**options), {"OPENAI_API_KEY": "sk-canary-key"}, memory)
        return drafter.draft(Request(said, gate.names, gate.rules_text, turns), gate, tell)

    return draft


Ask = Callable[..., Draft]


def fenced(text: str) -> str:
    return f"Here you are:\n\n```lead\n{text}```\n"


# --- what comes of it


def test_a_draft_in_plain_text(ask: Ask) -> None:
    with serving(chat(fenced(GOOD))) as there:
        made = ask(there)
    assert made.outcome == "draft"
    assert made.rules.splitlines()[0] == "group intent"
    assert [q.words for q in made.quotes] == ["2 pricing page visits in a week"]
    assert 'because "2 pricing page visits in a week"' in made.rules.splitlines()[made.quotes[0].line - 1]
    assert (made.tokens.read, made.tokens.written, made.tokens.tries) == (100, 20, 1)


@pytest.mark.parametrize("rung", ["structured", "gbnf"])
def test_a_draft_of_an_engine_that_is_held_to_a_grammar(ask: Ask, rung: str) -> None:
    with serving(chat(f"rules\n{GOOD}assumptions\n- a week is 7 days\n")) as there:
        made = ask(there, rung=rung)
        body = there.bodies[0]
    assert made.outcome == "draft" and made.assumptions == ("a week is 7 days",)
    grammar = body["structured_outputs"]["grammar"] if rung == "structured" else body["grammar"]
    assert '"pricing_page"' in grammar and grammar.startswith("start:" if rung == "structured" else "root ::=")
    assert "tools" not in body


def test_a_draft_by_a_custom_tool_with_tools_called_before(ask: Ask) -> None:
    pieces: list[str] = []
    script = [
        responses(function("look_up", word="pricing")),
        responses(function("check", rules=BAD)),
        responses(function("probe", rules=GOOD, leads=["given pricing_page 2 times 1d ago"])),
        responses(function("assume", assumptions=["a week is 7 days"])),
        responses(custom(GOOD)),
    ]
    with serving(*script) as there:
        made = ask(there, rung="tool", tell=pieces.append)
        bodies = there.bodies
        assert set(there.paths) == {"/v1/responses"}
    assert made.outcome == "draft" and made.assumptions == ("a week is 7 days",)
    assert "".join(pieces) == GOOD
    outputs = [item["output"] for item in bodies[-1]["input"] if item.get("type") == "function_call_output"]
    assert json.loads(outputs[0]) == [{"name": "pricing_page", "kind": "event"}]
    assert "pricing_pge" in json.loads(outputs[1])[0]["problem"]
    assert json.loads(outputs[2])[0]["added"] == 25
    assert made.tokens.tries == 5 and made.tokens.read == 1000


def test_tools_are_told_what_is_wrong_with_their_call(ask: Ask) -> None:
    wrong = {"type": "function_call", "id": "f", "call_id": "c", "name": "check", "arguments": '{"rules": 3}'}
    odd = {**wrong, "name": "write_file", "arguments": "not json"}
    with serving(responses(wrong), responses(odd), responses(custom(GOOD))) as there:
        made = ask(there, rung="tool")
        outputs = [i["output"] for i in there.bodies[-1]["input"] if "output" in i]
    assert made.outcome == "draft"
    assert all("error" in json.loads(output) for output in outputs) and len(outputs) == 2


def test_a_model_that_only_calls_tools_comes_to_an_end(ask: Ask) -> None:
    with serving(responses(function("look_up", word="x"))) as there:
        made = ask(there, rung="tool", repairs=0)
    assert made.outcome == "decline" and "nothing was drafted" in made.reason
    assert made.tokens.tries == 6


def test_questions_and_a_refusal_to_draft(ask: Ask) -> None:
    questions = [{"text": f"{i}?", "choices": ["7", "30"]} for i in (1, 1, 2, 3, 4)]
    with serving(responses(function("ask", questions=questions))) as there:
        made = ask(there, rung="tool")
    assert made.outcome == "ask" and made.questions == tuple(Question(f"{i}?", ("7", "30")) for i in (1, 2, 3))
    with serving(chat("questions\nQ: How many points?\n- 10\n- 20\n")) as there:
        assert ask(there).questions == (Question("How many points?", ("10", "20")),)
    with serving(chat("decline\nno name covers LinkedIn; import a field\n")) as there:
        made = ask(there)
    assert made.outcome == "decline" and made.reason.startswith("no name covers") and not made.rules


def test_a_repair_has_the_last_draft_and_its_problems_alone(ask: Ask) -> None:
    worse = BAD.replace("within 7d", "within 0d")
    with serving(chat(fenced(worse)), chat(fenced(BAD)), chat(fenced(GOOD))) as there:
        made = ask(there)
        first, second, third = (body["messages"][-1]["content"] for body in there.bodies)
    assert made.outcome == "draft" and made.tokens.tries == 3
    assert second.startswith(first) and "within 0d" in second and "pricing_pge" in second
    assert third.startswith(first) and "within 0d" not in third and "`pricing_page`" in third
    assert all(len(body["messages"]) == 2 for body in there.bodies)


def test_after_two_repairs_it_gives_up_and_says_what_was_wrong(ask: Ask) -> None:
    with serving(chat(fenced(BAD))) as there:
        made = ask(there)
        assert len(there.seen) == 3
    assert made.outcome == "decline" and not made.rules
    assert "2 repairs" in made.reason and "pricing_pge" in made.reason and made.tokens.tries == 3


def test_files_and_the_whole_model_are_none_of_its_business(ask: Ask) -> None:
    for line in ('use "other.lead"', 'list them from "secret.txt"', 'model "mine" max 5'):
        with serving(chat(fenced(f"{line}\n{GOOD}")), chat(fenced(GOOD))) as there:
            assert ask(there).outcome == "draft"
            assert "has no place in a draft" in there.bodies[1]["messages"][-1]["content"]


def test_what_is_no_answer_is_asked_for_again(ask: Ask) -> None:
    with serving(chat("Sure! I would love to help."), chat(""), chat(fenced(GOOD))) as there:
        made = ask(there)
        assert "does not begin with" in there.bodies[1]["messages"][-1]["content"]
        assert "the answer is empty" in there.bodies[2]["messages"][-1]["content"]
    assert made.outcome == "draft"


def test_quotes_that_nobody_said_are_taken_out_and_reported(ask: Ask) -> None:
    invented = GOOD.replace("2 pricing page visits in a week", "the customer is very interested")
    with serving(chat(fenced(invented))) as there:
        made = ask(there)
    assert made.outcome == "draft" and "because" not in made.rules and not made.quotes
    assert any("not in the definition" in a for a in made.assumptions)
    assert [u.words for u in made.unread] == [SAID]


def test_clauses_that_no_rule_carries_out_are_unread(ask: Ask) -> None:
    with serving(chat(fenced(GOOD))) as there:
        made = ask(there, f"- {SAID}\n- 10 for a webinar about onboarding")
    assert [u.words for u in made.unread] == ["10 for a webinar about onboarding"]


def test_tests_that_come_with_a_draft_are_kept_apart(ask: Ask) -> None:
    test = 'test "two visits"\n  given pricing_page 2 times 1d ago\n  expect score = 25\n'
    with serving(chat(fenced(GOOD + test))) as there:
        made = ask(there)
    assert "test" not in made.rules and made.tests == test


def test_a_follow_up_has_the_draft_and_what_is_to_be_different(ask: Ask) -> None:
    before = Draft("draft", GOOD)
    with serving(chat(fenced(GOOD.replace("7d", "14d")))) as there:
        made = ask(there, "make it 14 days", turns=(Turn(SAID, before),))
        said = there.bodies[0]["messages"][-1]["content"]
    assert GOOD in said and "make it 14 days" in said and "smallest difference" in said
    assert "within 14d" in made.rules and made.quotes[0].words in SAID and not made.unread


def test_a_follow_up_after_questions_has_them_and_the_answer(ask: Ask) -> None:
    asked = Draft("ask", questions=(Question("Within how many days?", ("7", "30")),))
    with serving(chat(fenced(GOOD))) as there:
        made = ask(there, "7", turns=(Turn(f"{SAID}, and webinars", asked),))
        said = there.bodies[0]["messages"][-1]["content"]
    assert "Within how many days?" in said and "and webinars" in said and "What is said now" in said
    assert made.quotes and not made.unread


# --- the ladder


def on(*rungs: str) -> Callable[[Exchange], None]:
    """An endpoint that holds to the grammars of these rungs, and takes the others' without a word."""

    def answer(exchange: Exchange) -> None:
        body = exchange.body
        is_canary = CANARY in json.dumps(body)
        if exchange.path.endswith("/responses"):
            text = CANARY if is_canary and "tool" in rungs else "blue" if is_canary else GOOD
            responses(custom(text, "answer" if is_canary else "draft_rules"))(exchange)
            return
        rung = "structured" if "structured_outputs" in body else "gbnf" if "grammar" in body else "text"
        text = CANARY if is_canary and rung in rungs else "blue" if is_canary else fenced(GOOD)
        chat(text if is_canary or rung == "text" else f"rules\n{GOOD}")(exchange)

    return answer


@pytest.mark.parametrize(("rung", "asked"), [("tool", 1), ("structured", 2), ("gbnf", 3), ("text", 3)])
def test_the_rung_is_found_by_a_canary_and_remembered(ask: Ask, tmp_path: Path, rung: str, asked: int) -> None:
    with serving(on(rung)) as there:
        assert ask(there, rung=None).outcome == "draft"
        assert len(there.seen) == asked + 1
        assert json.loads((tmp_path / "endpoints.json").read_text()) == {f"{there.url} small-model": rung}
        assert ask(there, rung=rung).outcome == "draft"
        assert len(there.seen) == asked + 2


def test_an_endpoint_without_the_responses_api(ask: Ask) -> None:
    def answer(exchange: Exchange) -> None:
        (not_there if exchange.path.endswith("/responses") else on("gbnf"))(exchange)

    with serving(answer) as there:
        assert ask(there, rung=None).outcome == "draft"
        assert there.paths == ["/v1/responses"] + ["/v1/chat/completions"] * 3


def test_a_rung_that_does_not_hold_any_more_is_left(ask: Ask, tmp_path: Path) -> None:
    def answer(exchange: Exchange) -> None:
        if "grammar" in exchange.body or exchange.path.endswith("/responses"):
            error(400, "grammar is too large")(exchange)
        else:
            chat(fenced(GOOD))(exchange)

    with serving(answer) as there:
        assert ask(there, rung="gbnf").outcome == "draft"
        assert json.loads((tmp_path / "endpoints.json").read_text()) == {f"{there.url} small-model": "text"}


def test_another_spelling_is_tried_where_lark_is_not_taken(ask: Ask, tmp_path: Path) -> None:
    def answer(exchange: Exchange) -> None:
        if exchange.body["structured_outputs"]["grammar"].startswith("root ::="):
            chat(f"rules\n{GOOD}")(exchange)
        else:
            error(400, "failed to convert the grammar")(exchange)

    with serving(answer) as there:
        assert ask(there, rung="structured").outcome == "draft"
        assert json.loads((tmp_path / "endpoints.json").read_text()) == {f"{there.url} small-model": "structured_gbnf"}


# --- what goes wrong


def failing(
    ask: Ask, *answers: Any, kind: type[LeadwrightError] = AssistantError, **options: Any
) -> tuple[str, Endpoint]:
    with serving(*answers) as there, pytest.raises(kind) as caught:
        ask(there, **options)
    return str(caught.value), there


def test_no_key(tmp_path: Path, gate: Gate) -> None:
    drafter = LlmDrafter(AssistantSettings(model="m"), {}, tmp_path / "e.json")
    with pytest.raises(NoKeyError, match="OPENAI_API_KEY") as caught:
        drafter.draft(Request(SAID, gate.names), gate, silent)
    assert "--drafter offline" in str(caught.value)


def test_an_endpoint_on_this_machine_needs_no_key(tmp_path: Path, gate: Gate) -> None:
    with serving(on("gbnf")) as there:
        settings = AssistantSettings(base_url=there.url, model="m")
        made = LlmDrafter(settings, {}, tmp_path / "e.json").draft(Request(SAID, gate.names, RULES), gate, silent)
    assert made.outcome == "draft"


def test_a_key_that_is_not_accepted(ask: Ask) -> None:
    text, there = failing(ask, error(401, "Incorrect API key provided: sk-cana"))
    assert "OPENAI_API_KEY" in text and there.url in text and "sk-cana" not in text and len(there.seen) == 1


@pytest.mark.parametrize("rung", ["text", None])
def test_an_unknown_model_and_what_there_is(ask: Ask, rung: str | None) -> None:
    gone = error(404, "The model `small-model` does not exist", "model_not_found")
    text, there = failing(ask, gone, kind=NoModelError, rung=rung)
    assert "`model` of [assistant]" in text and "large-model" in text and len(there.seen) == 1


def test_no_model_at_all(ask: Ask) -> None:
    text, there = failing(ask, chat(GOOD), kind=NoModelError, model=None)
    assert "which model" in text and "small-model" in text and not there.seen


def test_a_short_wait_is_waited_for_and_shown(ask: Ask) -> None:
    pieces: list[str] = []
    limited = error(429, "slow down", "rate_limit_exceeded", retry_after="0.3")
    with serving(limited, chat(fenced(GOOD))) as there:
        before = time.monotonic()
        made = ask(there, tell=pieces.append)
        assert time.monotonic() - before >= 0.3
    assert made.outcome == "draft" and any("0.3 s" in piece for piece in pieces) and made.tokens.tries == 2


def test_a_long_wait_is_told_and_not_waited_for(ask: Ask) -> None:
    text, there = failing(ask, error(429, "slow down", "rate_limit_exceeded", retry_after="300"))
    assert "5 minutes" in text and "--drafter offline" in text and len(there.seen) == 1


def test_no_quota_left_is_not_tried_again(ask: Ask) -> None:
    text, there = failing(ask, error(429, "You exceeded your current quota", "insufficient_quota", retry_after="1"))
    assert "no quota left" in text and len(there.seen) == 1


def test_a_timeout_is_tried_once_more(ask: Ask) -> None:
    def hang(_exchange: Exchange) -> None:
        time.sleep(2)

    text, there = failing(ask, hang, timeout=0.7)
    assert "did not answer in time" in text and "`timeout`" in text and len(there.seen) == 2


def test_the_deadline_of_the_whole(ask: Ask) -> None:
    def drip(exchange: Exchange) -> None:
        exchange.begin()
        for _ in range(400):
            exchange.event({"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": []})
            time.sleep(0.05)

    text, there = failing(ask, drip, deadline=2)
    assert "after 2 s" in text and "`deadline`" in text and len(there.seen) <= 1


@pytest.mark.parametrize("cut", [chat(f"```lead\n{GOOD}```\n", finish=None), chat(GOOD, finish=None)])
def test_a_stream_that_is_cut_is_never_used(ask: Ask, cut: Any) -> None:
    text, there = failing(ask, cut)
    assert "broke off" in text and len(there.seen) == 2
    with serving(cut, chat(fenced(GOOD))) as again:
        assert ask(again).outcome == "draft"


def test_a_response_that_is_cut_is_never_used(ask: Ask) -> None:
    text, there = failing(ask, responses(custom(GOOD), end=""), rung="tool")
    assert "broke off" in text and len(there.seen) == 2


def test_too_long_is_asked_for_with_more_room_and_then_told(ask: Ask) -> None:
    text, there = failing(ask, chat(GOOD, "length"), max_tokens=100)
    assert "longer than 200 tokens" in text and "`max_tokens`" in text
    assert [body["max_tokens"] for body in there.bodies] == [100, 200]
    text, there = failing(
        ask, responses(custom(GOOD), end="incomplete", why="max_output_tokens"), rung="tool", max_tokens=50
    )
    assert [body["max_output_tokens"] for body in there.bodies] == [50, 100]


@pytest.mark.parametrize(
    ("rung", "answer"),
    [
        ("text", chat("", refusal="I cannot help with that.")),
        ("tool", responses(message(refusal="I cannot help with that."))),
    ],
)
def test_a_refusal_is_shown_and_that_is_it(ask: Ask, rung: str, answer: Any) -> None:
    with serving(answer) as there:
        made = ask(there, rung=rung)
        assert len(there.seen) == 1
    assert made.outcome == "decline" and "I cannot help with that." in made.reason


@pytest.mark.parametrize(
    ("rung", "answer"),
    [
        ("text", chat("rules\n", "content_filter")),
        ("tool", responses(message("x"), end="incomplete", why="content_filter")),
    ],
)
def test_a_content_filter(ask: Ask, rung: str, answer: Any) -> None:
    with serving(answer) as there:
        made = ask(there, rung=rung)
        assert len(there.seen) == 1
    assert made.outcome == "decline" and "content filter" in made.reason


@pytest.mark.parametrize("rung", ["text", "tool", None])
def test_a_web_page_instead_of_an_answer(ask: Ask, rung: str | None) -> None:
    text, _ = failing(ask, page("<html><head><title>Sign in to Corp Proxy</title></head></html>"), rung=rung)
    assert "web page" in text and "Sign in to Corp Proxy" in text and "`base_url`" in text


@pytest.mark.parametrize("rung", ["text", None])
def test_nobody_there(ask: Ask, rung: str | None) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    with pytest.raises(AssistantError, match="nothing answers at") as caught:
        ask(url, rung=rung)
    assert url in str(caught.value) and "`base_url`" in str(caught.value)


def test_a_server_that_fails_is_tried_once_more(ask: Ask) -> None:
    text, there = failing(ask, error(503, "overloaded", retry_after="0"))
    assert "failed (503): overloaded" in text and len(there.seen) == 2
    with serving(error(500, "oops", retry_after="0"), chat(fenced(GOOD))) as again:
        assert ask(again).outcome == "draft"


def test_a_response_that_fails(ask: Ask) -> None:
    text, there = failing(ask, responses(end="failed"), rung="tool")
    assert "it went wrong" in text and len(there.seen) == 1


def test_an_error_in_the_middle_of_a_stream(ask: Ask) -> None:
    def answer(exchange: Exchange) -> None:
        exchange.begin()
        exchange.event({"error": {"message": "the engine died", "type": "server_error", "code": None, "param": None}})

    text, _ = failing(ask, answer)
    assert "the engine died" in text


def test_packages_that_are_missing(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    with serving(chat(GOOD)) as there, pytest.raises(AssistantError, match="pip install 'leadwright\\[assistant\\]'"):
        ask(there)


def test_importing_the_drafter_imports_no_sdk() -> None:
    heavy = "{'openai', 'jinja2', 'httpx2', 'pydantic'}"
    code = f"import sys, leadwright.assistant.llm.drafter; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- where it goes


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/v1",
        "http://192.168.1.5:8000/v1",
        "http://localhost.example.com/v1",
        "ftp://localhost/v1",
        "x",
    ],
)
def test_plain_http_to_others_is_refused(url: str) -> None:
    with pytest.raises(AssistantError):
        endpoint(AssistantSettings(base_url=url, model="m"), {"OPENAI_API_KEY": "k"})


@pytest.mark.parametrize("url", ["http://localhost:11434/v1", "http://127.0.0.1:8000/v1", "http://[::1]:1/v1/"])
def test_plain_http_to_this_machine(url: str) -> None:
    assert endpoint(AssistantSettings(base_url=url, model="m"), {}).base_url == url.rstrip("/")


def test_a_key_goes_only_where_it_is_meant_to_go() -> None:
    """A project of somebody else's may name any address: that alone does not send the user's key there."""
    settings = AssistantSettings(base_url="https://llm.example.com/v1", model="m")
    with pytest.raises(AssistantError, match=r"not sent to llm\.example\.com"):
        endpoint(settings, {"OPENAI_API_KEY": "k"})
    both = {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "https://llm.example.com/v1/"}
    assert endpoint(settings, both).key == "k"
    assert endpoint(AssistantSettings(), {"OPENAI_API_KEY": "k"}).base_url == "https://api.openai.com/v1"
    assert endpoint(AssistantSettings(), both).base_url == "https://llm.example.com/v1"


def test_an_address_with_a_password_is_refused_without_showing_it() -> None:
    with pytest.raises(AssistantError) as caught:
        endpoint(AssistantSettings(base_url="https://me:secret@example.com/v1"), {})
    assert "secret" not in str(caught.value)


# --- stopping


class StopError(Exception):
    pass


def test_whoever_looks_on_can_stop_it_and_the_stream_is_closed(ask: Ask) -> None:
    def endless(exchange: Exchange) -> None:
        exchange.begin()
        while True:
            exchange.event({"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [
                {"index": 0, "delta": {"content": "when "}, "finish_reason": None}]})  # fmt: skip
            time.sleep(0.01)

    def tell(piece: str) -> None:
        if piece == "when ":
            raise StopError

    with serving(endless) as there:
        with pytest.raises(StopError):
            ask(there, tell=tell)
        assert there.hung_up.wait(5)
        assert len(there.seen) == 1


def test_what_hangs_can_be_stopped(ask: Ask) -> None:
    go_on = threading.Event()

    def hang(exchange: Exchange) -> None:
        exchange.begin()
        go_on.wait(20)

    def tell(piece: str) -> None:
        raise StopError

    with serving(hang) as there:
        with pytest.raises(StopError):
            ask(there, tell=tell, timeout=60)
        assert not go_on.is_set()
        go_on.set()


# --- what is sent


@pytest.fixture
def conversation(ask: Ask) -> Iterator[list[dict[str, Any]]]:
    """All bodies of canaries, tools, repairs and a follow-up, on all rungs."""
    bodies: list[dict[str, Any]] = []
    script = [
        responses(custom(CANARY, "answer")),
        responses(function("look_up", word="pricing")),
        responses(function("impact", rules=GOOD)),
        responses(function("test", rules=GOOD, tests='test "a"\n  expect score = 1\n')),
        responses(custom(BAD)),
        responses(custom(GOOD)),
    ]
    with serving(*script) as there:
        ask(there, rung=None)
        bodies += there.bodies
    for rung in ("structured", "gbnf", "text"):
        with serving(chat(f"rules\n{BAD}"), chat(f"rules\n{GOOD}")) as there:
            ask(there, rung=rung)
            bodies += there.bodies
    with serving(on()) as there:
        ask(there, "make it 14 days", rung=None, turns=(Turn(SAID, Draft("draft", GOOD)),))
        bodies += there.bodies
    yield bodies


def test_bodies_are_what_the_sdk_says_they_are(conversation: list[dict[str, Any]]) -> None:
    """Nothing but what the SDK's own types have, and the keys of the engines that hold to grammars."""
    for body in conversation:
        kind: Any = response_create_params if "input" in body else completion_create_params
        shape: Any = kind.ResponseCreateParamsStreaming if "input" in body else kind.CompletionCreateParamsStreaming
        extra = {"structured_outputs", "grammar"} & body.keys()
        known = {k: v for k, v in body.items() if k not in extra}
        assert known.keys() <= shape.__annotations__.keys() | _inherited(shape), known.keys()
        TypeAdapter(shape).validate_python(known)
        assert body["store"] is False and body["stream"] is True


def _inherited(shape: Any) -> set[str]:
    return set(shape.__required_keys__) | set(shape.__optional_keys__)


def test_what_is_shown_is_what_is_sent(tmp_path: Path, gate: Gate) -> None:
    memory = tmp_path / "e.json"
    for rung in ("tool", "structured", "gbnf", "text"):
        with serving(responses(custom(GOOD)) if rung == "tool" else chat(f"rules\n{GOOD}")) as there:
            memory.write_text(json.dumps({f"{there.url} m": rung}))
            drafter = LlmDrafter(AssistantSettings(base_url=there.url, model="m"), {}, memory)
            request = Request(SAID, gate.names, gate.rules_text)
            shown = drafter.request_of(request, gate)
            assert not there.seen
            drafter.draft(request, gate, silent)
            assert there.bodies == [shown.body] and shown.url.endswith(there.paths[0])


def test_no_lead_no_value_no_path_and_nothing_of_the_environment_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole conversation about real-looking leads: canaries, tools, repairs, a follow-up, on all rungs."""
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY", "LEADWRIGHT_SECRET"):
        monkeypatch.setenv(name, f"canary-{name}")
    folder = tmp_path / "canary-folder"
    shutil.copytree(EXAMPLES / "b2b_crm", folder)
    model = folder / "model.lead"
    written = model.read_text("utf-8").replace("group fit", "# call canary-comment, 030 1234567\ngroup fit")
    model.write_text(written.replace("sales wrote", "bob@canary.example wrote"), "utf-8")
    project = Project.read(folder / "leadwright.toml")
    live = LiveScores.open(project)
    try:
        gate = Gate.of_project(project, None, None, live)
        seen = _conversation(gate, tmp_path)
    finally:
        live.close()
    with (folder / "data/leads.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    private = {row[column] for row in rows for column in ("lead_id", "name", "email", "company") if row[column]}
    private |= {x for x in (folder / "lists/competitors.txt").read_text("utf-8").split() if x.endswith(".example")}
    private |= {"canary-folder", str(tmp_path), str(Path.home()), "canary-", "competitors.txt", "lists/", ".lead"}
    private |= {"ann.canary@example.org", "+49 30 1234567", "utm_source", "4111111111111111", "bob@canary"}
    everything = "\n".join(seen)
    assert len(seen) > 12 and "41" not in private
    assert [p for p in private if p in everything] == []
    assert "[email 1]" in everything and "pricing_page" in everything


def _conversation(gate: Gate, folder: Path) -> list[str]:
    """What went out: bodies, and headers but for the key's."""
    said = (
        "25 points for 2 pricing visits in a week (https://acme.example/pricing?utm_source=x&lead=7).\n"
        "Ask ann.canary@example.org, +49 30 1234567, card 4111111111111111"
    )
    good = GOOD.replace("2 pricing page visits", "2 pricing visits").replace("group intent", "group interest")
    bad = good.replace("pricing_page", "pricing_pge")
    lead = 'given lead email "[email 1]"'
    tools = [
        responses(function("impact", rules=good)),
        responses(function("probe", rules=good, leads=["given pricing_page 3 times 1d ago", lead])),
        responses(function("test", rules=good, tests='test "a"\n  given pricing_page\n  expect score = 77\n')),
        responses(function("look_up", word="email")),
    ]
    scripts = {
        "tool": [responses(custom(CANARY, "answer")), *tools, responses(custom(bad)), responses(custom(good))],
        "gbnf": [not_there, chat("blue"), chat(CANARY), chat(f"rules\n{bad}"), chat(f"rules\n{good}")],
        "text": [not_there, chat("blue"), chat("blue"), chat(fenced(bad)), chat(fenced(good))],
    }
    seen: list[str] = []
    for script in scripts.values():
        with serving(*script) as there:
            settings = AssistantSettings(base_url=there.url, model="small-model")
            drafter = LlmDrafter(settings, {"OPENAI_API_KEY": "k"}, folder / "endpoints.json")
            first = Request(said, gate.names, gate.rules_text)
            made = drafter.draft(first, gate, silent)
            assert made.outcome == "draft" and any("1 e-mail address" in a for a in made.assumptions)
            drafter.draft(replace(first, said="only ann.canary@example.org", turns=(Turn(said, made),)), gate, silent)
            seen += [json.dumps(e.body, ensure_ascii=False) + json.dumps(e.headers) for e in there.seen]
    return seen


def test_headers_tell_nothing_of_this_machine(ask: Ask) -> None:
    with serving(chat(fenced(GOOD))) as there:
        ask(there)
        headers = {k.lower(): v for k, v in there.seen[0].headers.items()}
    assert headers["authorization"] == "Bearer sk-canary-key"
    assert not any(v for k, v in headers.items() if k.startswith("x-stainless") and k[12:] in ("os", "arch", "runtime"))
