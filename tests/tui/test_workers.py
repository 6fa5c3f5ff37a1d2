"""What is told of workers: never what they were given, which would be written out each time on the thread of the
screen — all scores, all rules."""

import ast
from collections.abc import Iterator
from pathlib import Path

import leadwright.tui

ROOT = Path(leadwright.tui.__file__).parent


def workers() -> Iterator[tuple[str, ast.Call, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for made in node.decorator_list:
                    if isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id == "work":
                        yield f"{file.relative_to(ROOT)}: {node.name}", made, node


def test_workers_that_are_given_something_are_described_in_words() -> None:
    found = list(workers())
    assert found
    bare = [
        name
        for name, made, function in found
        if len(function.args.args) > 1 and not any(k.arg == "description" for k in made.keywords)
    ]
    assert not bare, 'give @work a description="…": without one Textual writes out all arguments'
