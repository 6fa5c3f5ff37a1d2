"""What an emission grammar is made of, whatever syntax it will be written in."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """These very letters."""

    text: str


@dataclass(frozen=True, slots=True)
class Chars:
    """One letter of a class, written as in a regular expression: `a-z`; `^"` is any other."""

    of: str


@dataclass(frozen=True, slots=True)
class Ref:
    """Another rule."""

    rule: str


@dataclass(frozen=True, slots=True)
class Seq:
    parts: tuple["Form", ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    choices: tuple["Form", ...]


@dataclass(frozen=True, slots=True)
class Times:
    """``part`` from ``least`` to ``most`` times."""

    part: "Form"
    least: int
    most: int


Form = Text | Chars | Ref | Seq | OneOf | Times


def seq(*parts: "Form | str") -> Form:
    made = tuple(Text(p) if isinstance(p, str) else p for p in parts)
    return made[0] if len(made) == 1 else Seq(made)


def one_of(*choices: "Form | str") -> Form:
    made = tuple(dict.fromkeys(Text(c) if isinstance(c, str) else c for c in choices))
    assert made, "a choice of nothing"
    return made[0] if len(made) == 1 else OneOf(made)


def maybe(*parts: "Form | str") -> Form:
    return Times(seq(*parts), 0, 1)


def several(part: Form, separator: str, most: int, least: int = 1) -> Form:
    """``part`` so many times, with something between."""
    rest = Times(seq(separator, part), least - 1, most - 1)
    return seq(part, rest)


@dataclass(slots=True)
class Grammar:
    """Rules by name; ``tokens`` are those that hold letters alone and are read as one piece. Begins with `start`."""

    rules: dict[str, Form] = field(default_factory=dict[str, Form])
    tokens: dict[str, Form] = field(default_factory=dict[str, Form])

    def rule(self, name: str, form: Form) -> Ref:
        assert self.rules.get(name, form) == form, f"two rules are called {name}"
        self.rules[name] = form
        return Ref(name)

    def token(self, name: str, form: Form) -> Ref:
        self.tokens[name] = form
        return Ref(name)

    def pruned(self) -> "Grammar":
        """Without the rules that nothing reaches: engines complain of them."""
        seen: set[str] = set()
        waiting = ["start"]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += references(self.tokens.get(name) or self.rules[name])
        return Grammar(
            {k: v for k, v in self.rules.items() if k in seen}, {k: v for k, v in self.tokens.items() if k in seen}
        )


def references(form: Form) -> Sequence[str]:
    match form:
        case Ref(rule):
            return [rule]
        case Seq(parts) | OneOf(parts):
            return [name for part in parts for name in references(part)]
        case Times(part):
            return references(part)
        case _:
            return []
