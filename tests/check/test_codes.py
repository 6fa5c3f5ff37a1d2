"""Every code has a section, a bad example that has this problem alone, and a good one that has none."""

import re
import sys
from pathlib import Path

import pytest
from leadwright.dsl import codes

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))
import generate

ENGINE = Path(__file__).parents[2] / "engine"
SECTIONS = generate.sections()
RULES = [code for code in codes.ALL if not code.startswith("LW8")]


def test_every_code_has_its_section() -> None:
    assert list(SECTIONS) == list(codes.ALL)
    for code, section in SECTIONS.items():
        assert section["explanation"].strip(), code
        assert ({"bad", "good"} <= set(section)) != ("example" in section), code


@pytest.mark.parametrize("code", RULES)
def test_bad_example_has_this_problem_alone(code: str) -> None:
    found = generate.checked(SECTIONS[code], "bad").diagnostics
    assert [d.code for d in found] == [codes.ALL[code]]


@pytest.mark.parametrize("code", RULES)
def test_good_example_has_no_problem(code: str) -> None:
    assert generate.checked(SECTIONS[code], "good").diagnostics == ()


def test_data_codes_are_those_of_the_engine() -> None:
    used = {code for file in ENGINE.glob("*.py") for code in re.findall(r'"(LW8\d\d)"', file.read_text("utf-8"))}
    assert used == {id for id in codes.ALL if id.startswith("LW8")}


def test_page_is_up_to_date() -> None:
    assert generate.PAGE.read_text("utf-8") == generate.page(), "run `make docs`"
