"""Each example is a whole project: its files can be read, its settings name files that are there."""

from pathlib import Path

import leadwright.examples
import pytest
from leadwright.dsl.nodes import ListFrom, Use, walk
from leadwright.dsl.parse import parse, read_source
from leadwright.dsl.source import SourceText
from leadwright.engine.project_file import read_project_file
from leadwright.examples.generate import EXAMPLES

ROOT = Path(leadwright.examples.__file__).parent
RULES = sorted(ROOT.rglob("*.lead"))


def test_the_examples_are_those_that_have_data() -> None:
    assert {file.parent.name for file in ROOT.glob("*/leadwright.toml")} == set(EXAMPLES)


def test_the_smallest_is_one_line() -> None:
    assert (ROOT / "minimal/model.lead").read_text("utf-8") == "when pricing_page visits >= 2 within 7d add 25\n"


@pytest.mark.parametrize("file", RULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_rules_file_can_be_read(file: Path) -> None:
    source = read_source(file)
    assert isinstance(source, SourceText)
    parsed = parse(source)
    assert [d.message for d in parsed.diagnostics] == []
    for node in walk(parsed.file):
        if isinstance(node, Use | ListFrom):
            assert (file.parent / node.file.value).is_file()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_settings_name_files_that_are_there(name: str) -> None:
    project = read_project_file(ROOT / name / "leadwright.toml")
    assert project.as_of
    for pattern in (*project.rules, *project.tests, *project.leads.source, *project.events.source):
        assert list(project.root.glob(pattern)), pattern
