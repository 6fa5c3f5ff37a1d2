"""Leadwright: lead scoring as code.

import leadwright

scorer = leadwright.open("my-scoring")
scored = scorer.score_one({"lead_id": "L-1", "country": "US"}, events, as_of="now")
"""

import typing as _typing

from ._version import __version__

if _typing.TYPE_CHECKING:
    from pathlib import Path

    from .dsl.errors import DataError, LeadwrightError, SourceError, UnsupportedError
    from .engine.project import Project
    from .engine.scorer import FiredRule, LeadScore, Scorer

__all__ = [
    "DataError",
    "FiredRule",
    "LeadScore",
    "LeadwrightError",
    "Project",
    "Scorer",
    "SourceError",
    "UnsupportedError",
    "__version__",
    "open",
]

_MODULES = {
    "DataError": ".dsl.errors",
    "LeadwrightError": ".dsl.errors",
    "SourceError": ".dsl.errors",
    "UnsupportedError": ".dsl.errors",
    "Project": ".engine.project",
    "FiredRule": ".engine.scorer",
    "LeadScore": ".engine.scorer",
    "Scorer": ".engine.scorer",
}
"""Where the public names are: each module is imported when the first of its names is asked for."""


def open(project: "str | Path | Project" = ".") -> "Scorer":
    """A scorer of a project: a folder in or below it, its leadwright.toml, one rules file, or a ``Project``.

    Raises SourceError if there is no project, or if it or its rules have errors.
    """
    from .engine.opening import open_scorer

    return open_scorer(project)


def __getattr__(name: str) -> _typing.Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(module, __name__), name)
