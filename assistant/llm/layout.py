"""What a model wrote, laid out: rules and tests apart."""

from ...dsl import nodes as n
from ...dsl.format import format_source
from ...dsl.parse import parse_text
from ...dsl.source import SourceText


def laid_out(text: str) -> tuple[str, str]:
    """Rules, and `test` statements. What cannot be read stays as it is, among the rules."""
    parsed = parse_text(text)
    if parsed.diagnostics:
        return text, ""
    tests = [s for s in parsed.file.statements if isinstance(s, n.Test)]
    rules = text
    for test in reversed(tests):
        rules = rules[: test.span.start] + rules[test.span.end :]
    return _formatted(rules), _formatted("\n\n".join(parsed.source[t.span] for t in tests))


_OF_FILES: dict[type[n.Node], str] = {n.Use: "use", n.ListFrom: "list … from", n.Model: "model"}


def not_for_models(text: str) -> list[dict[str, object]]:
    """Statements that a model has no business to write: they name files, or are about the whole model."""
    return [
        {"problem": f"`{word}` has no place in a draft: leave it out"}
        for s in parse_text(text).file.statements
        if (word := _OF_FILES.get(type(s)))
    ]


def _formatted(text: str) -> str:
    try:
        return format_source(SourceText("draft", text)).text if text.strip() else ""
    except AssertionError:  # it would rather not lay out than say something else: nobody knows what a model writes
        return text
