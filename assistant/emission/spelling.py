"""A grammar as text: in Lark's syntax (OpenAI's custom tools, llguidance, vLLM), and as GBNF (llama.cpp).

Lark's is read with a lexer that takes the longest word: what is literal is cut into whole words, blanks and signs, so
that a name that begins like a keyword is never taken for it. Repetition of rules is spelled out there.
"""

import re
from collections.abc import Callable

from .forms import Chars, Form, Grammar, OneOf, Ref, Seq, Text, Times

_PIECE = re.compile(r'`[^`]*`|"[^"]*"|[\w.]+|[<>!=]+|.', re.DOTALL)


def as_lark(grammar: Grammar) -> str:
    """Nothing that is not supported everywhere: no look-around, priorities, templates or imports."""
    tokens = set(grammar.tokens)

    def named(rule: str) -> str:
        return rule.upper() if rule in tokens else rule

    def literal(text: str) -> str:
        return " ".join(_quoted(piece) for piece in _PIECE.findall(text))

    lines = [f"{name}: {_spelled(form, named, literal, _nested)}" for name, form in _first_start(grammar)]
    lines += [f"{name.upper()}: /{_pattern(form)}/" for name, form in grammar.tokens.items()]
    return "\n".join(lines) + "\n"


def as_gbnf(grammar: Grammar) -> str:
    def named(rule: str) -> str:
        return "root" if rule == "start" else rule.replace("_", "-")

    rules = [*_first_start(grammar), *grammar.tokens.items()]
    return "".join(f"{named(name)} ::= {_spelled(form, named, _quoted, _counted)}\n" for name, form in rules)


def _first_start(grammar: Grammar) -> list[tuple[str, Form]]:
    return sorted(grammar.rules.items(), key=lambda rule: rule[0] != "start")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _spelled(
    form: Form,
    named: Callable[[str], str],
    literal: Callable[[str], str],
    repeated: Callable[[str, int, int], str],
    inside: bool = False,
) -> str:
    match form:
        case Text(text):
            spelled = literal(text)
            return f"({spelled})" if inside and " " in spelled and len(text) > 1 else spelled
        case Chars(of):
            return f"[{of}]"
        case Ref(rule):
            return named(rule)
        case Seq(parts):
            spelled = " ".join(_spelled(p, named, literal, repeated, isinstance(p, OneOf)) for p in parts)
            return f"({spelled})" if inside else spelled
        case OneOf(choices):
            spelled = " | ".join(_spelled(c, named, literal, repeated) for c in choices)
            return f"({spelled})" if inside else spelled
        case Times(part, least, most):
            one = _spelled(part, named, literal, repeated, True)
            return repeated(one, least, most)


def _counted(one: str, least: int, most: int) -> str:
    return one + ("?" if (least, most) == (0, 1) else f"{{{least},{most}}}")


def _nested(one: str, least: int, most: int) -> str:
    """`a a (a (a)?)?`."""
    needed = [one] * least
    optional = ""
    for _ in range(most - least):
        optional = f"({one} {optional})?" if optional else f"{one}?"
    return " ".join([*needed, optional] if optional else needed)


def _pattern(form: Form) -> str:
    """As a regular expression."""
    match form:
        case Text(text):
            return re.sub(r"([^\w\s\"%-])", r"\\\1", text).replace("\n", r"\n")
        case Chars(of):
            return f"[{of}]"
        case Seq(parts):
            return "".join(_pattern(part) for part in parts)
        case OneOf(choices):
            return f"({'|'.join(_pattern(choice) for choice in choices)})"
        case Times(part, least, most):
            one = _pattern(part)
            return _counted(one if isinstance(part, Chars | OneOf) or len(one) == 1 else f"({one})", least, most)
        case Ref(rule):
            raise AssertionError(f"a token does not refer to {rule}")
