"""Checks a draft against the project's names before anybody else does: what does not check is not drafted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ....dsl.check import Checked, check
from ....dsl.words import written_name, written_text
from ...names import Name, Names

_NAMES: Final = Path("names.lead")
_DRAFT: Final = Path("draft.lead")


def errors_in(rules: str, names: Names) -> list[int] | None:
    """The lines (from 1) of a draft that have errors together with the project's names; None if it has none."""
    found = _check(rules, names)
    lines = [
        d.place.source.position(d.place.span.start)[0]
        for d in found.diagnostics
        if d.is_error and d.place.source.name.endswith(_DRAFT.name)
    ]
    return lines or None


def _check(rules: str, names: Names) -> Checked:
    root = Path.cwd()
    texts = {root / _NAMES: declarations(names), root / _DRAFT: rules}
    return check(list(texts), root, texts)


def declarations(names: Names) -> str:
    """All names as a rules file that stands by itself: lists spelled out, groups and stages without rules."""
    return "\n".join(_declared(names)) + "\n"


def _declared(names: Names) -> Iterator[str]:
    fields = [n for n in names.of("field") if n.type is not None]
    if fields and not names.is_open_for_fields:
        yield "lead\n" + "\n".join(f"  {written_name(f.name)} {f.type}" for f in fields)
    if not names.is_open_for_events:
        for e in names.of("event"):
            yield f"event {written_name(e.name)} " + " ".join(f"{written_name(p.name)} {p.type}" for p in e.properties)
    for name in names.of("signal", "list", "let", "define"):
        yield _list(name) if name.kind == "list" else name.text
    for group in names.of("group"):
        yield f"group {written_name(group.name)}"
    for stage in names.of("stage"):
        yield f"stage {written_name(stage.name)} when score > 0"


def _list(name: Name) -> str:
    if " = " in name.text:
        return name.text
    entries = name.entries or ("nothing",)
    return f"list {written_name(name.name)} = [{', '.join(map(written_text, entries))}]"
