"""Declarations, checked even where nothing uses them, and what is ignored."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from . import codes, outcomes
from . import model as m
from . import nodes as n
from .conditions import condition
from .constants import TYPE_OF, Scope, constant, day, duration, number
from .diagnostics import Related
from .gather import Located
from .names import Names
from .streams import stream
from .types import Type


def check_declarations(statements: Sequence[Located], names: Names) -> None:
    anywhere = outcomes.IN_EXPECTATIONS
    used = set(names.used)
    for located in statements:
        scope = Scope(names, located.source)
        match located.statement:
            case n.Let(value=value):
                _check_let(value, scope)
            case n.ListOf(name, values):
                _check_list(name, values, scope)
            case n.Signal() as signal:
                for source in signal.sources:
                    stream(source, scope)
            case n.Define(name, defined):
                condition(defined, replace(scope, outcomes=anywhere, within_defines=(name.text,)))
            case _:
                pass
        # What a definition refers to is used only if the definition is.
        if isinstance(located.statement, n.Let | n.ListOf):
            names.used = set(used)


def _check_let(value: n.Literal, scope: Scope) -> None:
    match value:
        case n.Number():
            number(value, scope)
        case n.Duration():
            duration(value, scope)
        case n.Date():
            day(value, scope)
        case n.Text() | n.Percent() | n.Flag():
            pass


def _check_list(name: n.Name, values: tuple[n.Literal, ...], scope: Scope) -> None:
    allowed = (Type.TEXT, Type.NUMBER)
    types = [TYPE_OF.get(v.__class__) for v in values]
    for value, type in zip(values, types, strict=True):
        if type not in allowed:
            scope.names.bad_lists.add(name.text)
            scope.names.report(codes.WRONG_TYPE, f"the list `{name.text}` holds something that is no text or number",
                               scope.place(value), "", "lists hold texts or numbers")  # fmt: skip
        elif type is not types[0] and types[0] in allowed:
            scope.names.bad_lists.add(name.text)
            scope.names.report(
                codes.WRONG_TYPE,
                f"the list `{name.text}` mixes {types[0]}s and {type}s",
                scope.place(value),
                f"a {type}",
                related=(Related(scope.place(values[0]), f"a {types[0]}"),),
            )
            return
        else:
            constant(value, Type(type), scope, name.text)


def ignored(statements: Sequence[Located], names: Names) -> Iterator[m.Ignore]:
    for located in statements:
        node = located.statement
        if not isinstance(node, n.Ignore):
            continue
        scope = Scope(names, located.source)
        name = node.source.name
        if name is not None and names.kind(name.text) == "a signal":
            names.report(
                codes.WRONG_KIND,
                f"`{name.text}` is a signal; `ignore` takes an event or `activity`",
                scope.place(name),
                "a signal",
                "ignore the events that it is made of",
            )
            continue
        found = stream(node.source, scope)
        if found is not None:
            because = node.because.text.value if node.because else None
            yield m.Ignore(found.alternatives[0], because, scope.words(node), scope.place(node))
