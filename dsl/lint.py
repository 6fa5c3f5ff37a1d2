"""What is probably a mistake in a model that means something: an ordered tuple of checks, each a plain function."""

from collections.abc import Callable, Iterator

from .diagnostics import Diagnostic
from .model import Model

Lint = Callable[[Model], Iterator[Diagnostic]]

LINTS: tuple[Lint, ...] = ()


def lint(model: Model) -> Iterator[Diagnostic]:
    for one in LINTS:
        yield from one(model)
