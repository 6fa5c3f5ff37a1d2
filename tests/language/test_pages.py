"""The pages of this folder, and the manual: each block of rules is checked, and its tests are run.

A block that begins with ```` ```lead ```` is a whole rules file. A line on which a problem is expected ends with a
comment that names it: ``# error[LW201]`` or ``# warning[LW310]``, several side by side; no other problem may be found.
The tests in a block without errors have to pass. A file that the blocks below it use stands in a block with its name:
```` ```lead vocabulary.lead ````, ```` ```text lists/free_mail.txt ````.
"""

import re
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from leadwright.dsl import render
from leadwright.dsl.check import check
from leadwright.engine.testing import run_tests

HERE = Path(__file__).parent
PAGES = (*sorted(HERE.glob("*.md")), HERE.parents[1] / "docs" / "language.md", HERE.parents[1] / "README.md")

_BLOCK = re.compile(r"^```(lead|text)(?: +(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXPECTED = re.compile(r"(?:error|warning)\[LW\d{3}\]")


@dataclass(frozen=True)
class Block:
    """A rules file on a page: where it begins, and the files that stand above it."""

    place: str
    text: str
    files: dict[str, str] = field(default_factory=dict)

    @property
    def expected(self) -> list[tuple[int, str]]:
        lines = enumerate(self.text.splitlines(), 1)
        return sorted((n, e) for n, line in lines for e in _EXPECTED.findall(line.partition("#")[2]))


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    files: dict[str, str] = {}
    for found in _BLOCK.finditer(text):
        kind, name, inside = found.groups()
        if name:
            files[name] = inside
        elif kind == "lead":
            line = text.count("\n", 0, found.start()) + 1
            yield Block(f"{page.stem}:{line}", inside, dict(files))


BLOCKS = [block for page in PAGES for block in blocks(page)]


@pytest.mark.parametrize("block", BLOCKS, ids=[b.place for b in BLOCKS])
def test_block(block: Block, tmp_path: Path) -> None:
    root = tmp_path / "project"
    for name, text in {"rules.lead": block.text, **block.files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    with chdir(root):
        checked = check([Path("rules.lead")], Path())
    report = render.text(checked.diagnostics)
    found = [(d.place.source.position(d.place.span.start)[0], f"{d.severity}[{d.code}]") for d in checked.diagnostics]
    assert sorted(found) == block.expected, report
    if checked.model is not None:
        for tested in run_tests(checked.model):
            assert tested.passed, [(f.expected, f.found) for f in tested.failures]
