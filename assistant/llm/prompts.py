"""The calls that draft: prompts from their templates, tools and grammars in the form that a rung takes."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..emission.drafts import Emission
from .endpoint import Endpoint
from .failures import without_sdk
from .ladder import Rung, constraint, custom_tool, limit
from .material import Material
from .tools import functions
from .wire import Call

if TYPE_CHECKING:
    from jinja2 import Environment

DRAFT = "draft_rules"
_ABOUT_DRAFT = "the rules that carry out the definition; ends the work"


@cache
def _templates() -> "Environment":
    try:
        from jinja2 import DictLoader, Environment, StrictUndefined
    except ImportError:
        raise without_sdk() from None
    folder = files(__package__ or "leadwright.assistant.llm").joinpath("templates")
    texts = {file.name: file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".jinja")}
    # What is rendered is text for a model, no page: nothing is to be escaped.
    return Environment(
        loader=DictLoader(texts), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )


def system(rung: Rung) -> str:
    return _templates().get_template("system.jinja").render(how=rung if rung in ("tool", "text") else "grammar")


def definition(material: Material) -> str:
    return _templates().get_template("definition.jinja").render(m=material)


def repair(draft: str, problems: Sequence[Mapping[str, object]]) -> str:
    """What is said behind the definition when a draft comes back: the last draft and its problems alone."""
    return _templates().get_template("repair.jinja").render(draft=draft.strip("\n"), problems=problems)


def drafting(
    rung: Rung, endpoint: Endpoint, said: str, emission: Emission | None, tokens: int, steps: Sequence[Any] = ()
) -> Call:
    """``said``: the definition, and what is wrong with the last draft. ``steps``: calls of tools and what they gave."""
    if rung == "tool":
        assert emission is not None
        return Call(
            "responses",
            {
                "model": endpoint.model,
                "instructions": system(rung),
                "input": [{"role": "user", "content": said}, *steps],
                "tools": [custom_tool(DRAFT, _ABOUT_DRAFT, emission.lark), *functions()],
                "tool_choice": "required",
                "parallel_tool_calls": False,
                "store": False,
                "max_output_tokens": tokens,
            },
        )
    messages = [{"role": "system", "content": system(rung)}, {"role": "user", "content": said}]
    body: dict[str, Any] = {
        "model": endpoint.model,
        "messages": messages,
        "store": False,
        "stream_options": {"include_usage": True},
        **limit(endpoint, tokens),
    }
    held = {} if emission is None else constraint(rung, emission.answer_lark, emission.answer_gbnf)
    return Call("chat", body | ({"temperature": 0} if held else {}), held)
