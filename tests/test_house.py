"""How the code is laid out: who may import whom, what is called what, how long a module is."""

import ast
import re
from pathlib import Path

import leadwright
import pytest
from leadwright.dsl import codes

ROOT = Path(__file__).parents[1]
ORDER = ("grammars", "dsl", "engine", "showing", "assistant", "tui", "cli")
"""Each folder may import those before it, and `tui` and `cli` nothing of each other but what `cli` starts."""

SUBPACKAGES = {name: ORDER[:i] for i, name in enumerate(ORDER) if (ROOT / name).is_dir()}
MODULES = sorted(
    p for name in (*SUBPACKAGES, "examples") for p in (ROOT / name).rglob("*.py") if "template" not in p.parts
)
IDS = [str(p.relative_to(ROOT)) for p in MODULES]

LONGEST = 420
LONG: dict[str, str] = {
    "dsl/build.py": "one method for each rule of the grammar",
    "dsl/nodes.py": "one class for each kind of node",
    "dsl/model.py": "one class for each kind of meaning",
}
"""Modules that may be longer, and why."""

TABOO = re.compile(r"^(?:utils?|helpers?|misc|common)$|Manager|Handler")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> set[str]:
    """The subpackages that a module imports, anywhere in it."""
    found: set[str] = set()
    depth = len(path.relative_to(ROOT).parts) - 1
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.ImportFrom) or node.level == 0:
            continue
        if node.level == depth + 1:  # from the root
            found |= {(node.module or "").split(".")[0]} if node.module else {alias.name for alias in node.names}
    return found & set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_imports_run_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    allowed = {*SUBPACKAGES.get(package, ORDER), package}
    assert imported(path) <= allowed


READING = ("names", "conditions", "points", "clauses", "lines", "turns")
"""The folders of the offline drafter: each may import those before it."""

DRAFTER = [p for name in READING for p in sorted((ROOT / "assistant/offline" / name).glob("*.py"))]


@pytest.mark.parametrize("path", DRAFTER, ids=[f"{p.parent.name}/{p.name}" for p in DRAFTER])
def test_the_offline_drafter_reads_one_way(path: Path) -> None:
    outside = [n for n in ast.walk(tree(path)) if isinstance(n, ast.ImportFrom) and n.level == 2]
    allowed = READING[: READING.index(path.parent.name)]
    assert [n.module for n in outside if (n.module or "").split(".")[0] not in allowed] == []


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_imports_inside_are_relative(path: Path) -> None:
    for node in ast.walk(tree(path)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        assert not any(name.split(".")[0] == "leadwright" for name in names), ast.unparse(node)


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_modules_are_one_idea(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= LONGEST or str(path.relative_to(ROOT)) in LONG, f"{lines} lines"


def test_what_may_be_long_is() -> None:
    for name, why in LONG.items():
        assert (ROOT / name).read_text("utf-8").count("\n") > LONGEST, f"{name} is short by now: {why}"


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_names_say_what_a_thing_is(path: Path) -> None:
    defined = [n.name for n in ast.walk(tree(path)) if isinstance(n, ast.ClassDef | ast.FunctionDef)]
    assert not [name for name in (path.stem, *defined) if TABOO.search(name)]


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_modules_say_what_they_are_for(path: Path) -> None:
    assert ast.get_docstring(tree(path)) or not path.read_text("utf-8").strip()


def test_the_public_names_are_sorted_and_there() -> None:
    assert list(leadwright.__all__) == sorted(leadwright.__all__)
    assert all(hasattr(leadwright, name) for name in leadwright.__all__)
    public = [n for n in vars(leadwright) if not n.startswith("_") and not _is_module(n)]
    assert set(public) <= set(leadwright.__all__)


def _is_module(name: str) -> bool:
    return type(getattr(leadwright, name)).__name__ == "module"


def test_codes_are_in_order_and_named_once() -> None:
    assert list(codes.ALL) == sorted(codes.ALL)
    names = [code.name for code in codes.ALL.values()]
    assert len(set(names)) == len(names)


def test_every_code_is_reported_by_something() -> None:
    text = "".join(p.read_text("utf-8") for p in MODULES if p.name != "codes.py")
    constants = re.findall(
        r"^([A-Z_]+) = _(?:error|warning)\(\"(LW\d+)\"", (ROOT / "dsl/codes.py").read_text("utf-8"), re.M
    )
    assert [c for c, id in constants if f"codes.{c}" not in text and f'"{id}"' not in text] == []
