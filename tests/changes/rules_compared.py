"""Models made of text, for tests of comparisons."""

from pathlib import Path

from leadwright.dsl import model as m
from leadwright.dsl.check import check
from leadwright.engine.changes.changed import Comparison
from leadwright.engine.changes.models import compared


def model_of_text(text: str) -> m.Model:
    path = Path(__file__).parent / "compared.lead"
    checked = check([path], path.parent, {path: text})
    errors = [d.message for d in checked.diagnostics if d.is_error]
    assert checked.model is not None, errors
    return checked.model


def change_of(before: str, after: str) -> Comparison:
    return compared(model_of_text(before), model_of_text(after))


def told(comparison: Comparison) -> list[str]:
    """Each change in one line."""
    return [
        f"{change.how} {change.kind} {change.name}" + "".join(f" | {said}" for said in change.differences)
        for change in comparison.changes
    ]
