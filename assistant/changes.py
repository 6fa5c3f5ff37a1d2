"""What a follow-up made of a draft: statement by statement, by what they say and not by how they are laid out."""

from ..dsl import nodes as n
from ..dsl.parse import parse_text
from ..dsl.source import SourceText


def changed_lines(before: str, after: str) -> tuple[str, ...]:
    """``was … → is …``, ``new …``, ``gone …``; empty if both say the same."""
    old, new = parse_text(before), parse_text(after)
    gone = _only_in(old.file.statements, new.file.statements)
    come = _only_in(new.file.statements, old.file.statements)
    said: list[str] = []
    for statement in gone:
        partner = next((s for s in come if _is_the_same_one(statement, s)), None)
        if partner is None:
            said.append(f"gone: {_words(old.source, statement)}")
        else:
            come.remove(partner)
            said.append(f"was: {_words(old.source, statement)}\nis: {_words(new.source, partner)}")
    return (*said, *(f"new: {_words(new.source, s)}" for s in come))


def _only_in(mine: tuple[n.Statement, ...], others: tuple[n.Statement, ...]) -> list[n.Statement]:
    left = list(others)
    found: list[n.Statement] = []
    for statement in mine:
        if statement in left:
            left.remove(statement)
        else:
            found.append(statement)
    return found


def _is_the_same_one(one: n.Statement, other: n.Statement) -> bool:
    """Whether a statement may be another version of one: of the same kind, and of the same name if they have names."""
    if type(one) is not type(other):
        return False
    mine, theirs = _name(one), _name(other)
    return mine is None or theirs is None or mine == theirs


def _name(statement: n.Statement) -> str | None:
    if isinstance(statement, n.Rule):
        return next((node.name.text for node in n.walk(statement) if isinstance(node, n.As)), None)
    named = getattr(statement, "name", None) or getattr(statement, "label", None)
    return named.text if isinstance(named, n.Name) else named.value if isinstance(named, n.Text) else None


def _words(source: SourceText, statement: n.Statement) -> str:
    return " ".join(source[statement.span].split())
