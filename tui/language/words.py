"""The words of the grammar by what they are, read from its terminals."""

import re
from functools import cache
from importlib.resources import files

from ...dsl.words import RULE_WORDS, STATEMENT_WORDS

_TERMINAL = re.compile(r"^([A-Z_]+)\.\d+: /([a-z]+)\(\?!\[\\w\.\]\)/", re.MULTILINE)
_NOUNS = re.compile(r"^NOUN\.3: /\(\?:\(\?:(.*?)\)s\?\|(.*?)\)\(\?!", re.MULTILINE)

EFFECTS = frozenset({"add", "subtract"})
STEPS = frozenset({"given", "wait", "expect"})
TYPES = ("text", "number", "flag", "date", "time")
OUTCOMES = frozenset({"score", "grade", "stage", "disqualified"})


@cache
def _grammar() -> str:
    return files("leadwright.grammars").joinpath("rules.lark").read_text("utf-8")


@cache
def keyword_terminals() -> dict[str, str]:
    """The keyword that each terminal stands for."""
    return dict(_TERMINAL.findall(_grammar()))


@cache
def kinds() -> dict[str, str]:
    """Each keyword with its kind: `keyword` (begins a statement), `rule`, `effect`, `step`, `word`."""
    result = dict.fromkeys(keyword_terminals().values(), "word")
    for kind, words in (("keyword", STATEMENT_WORDS), ("rule", RULE_WORDS | {"if", "otherwise"}), ("effect", EFFECTS)):
        result |= dict.fromkeys(words, kind)
    return result | dict.fromkeys(STEPS, "rule")


@cache
def nouns() -> tuple[str, ...]:
    """The nouns that may follow a source, plural where there is one."""
    found = _NOUNS.search(_grammar())
    assert found is not None
    singular = [f"{word}s" for word in found[1].split("|")]
    return (*singular, *found[2].split("|"))


@cache
def noun_forms() -> frozenset[str]:
    return frozenset(nouns()) | {noun[:-1] for noun in nouns() if noun.endswith("s")}
