"""What differs between the rules in an editor and those of a commit, and what that does to the leads in memory."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ...dsl import model as m
from ...dsl.diagnostics import in_order
from ...dsl.errors import DataError, LeadwrightError
from ..changes.changed import Comparison
from ..changes.models import compared
from ..changes.revisions import Repository
from ..changes.scoring import Tried
from ..changes.sentence import sentence
from ..changes.sides import WORKING_TREE, Side, sides_of
from ..changes.trying import OnLeads, settings_differ
from ..project import Project
from ..report import counted
from .session import LiveScores

Progress = Callable[[str, int, int], None]
_EXAMPLES = 200


@dataclass(frozen=True, slots=True)
class Planned:
    """``problem``, ``help``: why the rules were not compared; then there is no ``comparison``."""

    sentence: str
    before: str
    after: str
    comparison: Comparison | None = None
    tried: Tried | None = None
    notes: tuple[str, ...] = ()
    problem: str = ""
    help: str = ""


def commit_of(repository: Repository, base: str) -> tuple[str, str]:
    """The commit that a base stands for and what it is called; ``main...`` is where HEAD parted from `main`."""
    if base.endswith("..."):
        parted = repository.merge_base(base.removesuffix("..."), "HEAD")
        return parted, f"{base.removesuffix('...')} ({parted[:10]})"
    return repository.commit(base), base


def planned(
    project: Project,
    base: tuple[str, str],
    texts: Mapping[Path, str],
    live: LiveScores | None,
    progress: Progress,
    unread: str = "",
) -> Planned:
    """``base``: as ``commit_of`` gives it. ``texts``: the unsaved texts of rules. ``unread``: why there are no leads if
    ``live`` is None. To be called in a worker; what ``progress`` raises ends it.

    The data that is in memory is used as it is; if that is a part only, or its days are those of another zone, the
    source is read anew. Raises LeadwrightError for data that cannot be read.
    """
    commit, label = base
    after_label = f"{WORKING_TREE}, {counted(len(texts), 'file')} of it not saved" if texts else WORKING_TREE
    with TemporaryDirectory(prefix="leadwright-") as folder:
        try:
            before, after = sides_of(commit, None, project.root, Path(folder))
            before, after = replace(before, label=label), replace(after, texts=texts, label=after_label)
            models = _sound(before, commit[:10], label), _sound(after, "", "")
        except LeadwrightError as error:
            said = "The rules cannot be compared, only the texts."
            return Planned(said, label, after_label, problem=error.message, help=error.help or "")
    comparison = compared(*models)
    on, tried = OnLeads(project, lambda: _as_of(project, live), examples=_EXAMPLES), None
    held = nullcontext()
    if live is not None and not live.is_part and {model.timezone for model in models} == {live.zone}:
        on.store, held = live.store, live.held()
    if comparison.changes and live is None:
        on.notes.append(unread)
    elif comparison.changes:
        with held:
            tried = on.tried(comparison, progress)
    notes = (*on.notes, *(settings_differ(before, after) if tried is not None else ()))
    said = sentence(comparison, None if tried is None else tried.effects)
    return Planned(said, label, after_label, comparison, tried, notes)


def _sound(side: Side, commit: str, label: str) -> m.Model:
    checked = side.checked()
    errors = [d for d in in_order(checked.diagnostics) if d.is_error]
    if checked.model is None or errors:
        first = side.told(f"{errors[0].place}: {errors[0].message}") if errors else ""
        first = first.replace(f"{commit}:", f"{label}:") if commit else first
        more = f", and {counted(len(errors) - 1, 'more error')}" if len(errors) > 1 else ""
        raise DataError(f"{side.label} has errors in the rules", first + more)
    return checked.model


def _as_of(project: Project, live: LiveScores | None) -> int:
    at = project.as_of_time()
    if at is None and live is not None:
        return live.as_of
    if at is None:
        raise DataError("no as-of time is given", "set `as_of` in [project] of leadwright.toml")
    return at
