"""Whatever stands in a rules file: `check` answers, and every problem has a place in the text."""

import random
import re
from pathlib import Path

import pytest
from leadwright.dsl import render
from leadwright.dsl.check import check

FILES = sorted(Path(__file__).parents[2].glob("examples/**/*.lead"))
_TOKEN = re.compile(r'"[^"\n]*"|`[^`\n]*`|[\w.]+%?|\s+|.', re.DOTALL)
_EXTRA = (
    "or and not ( ) [ ] , = >= within 7d 0d since last first of any all at least 2 -1 1.5 99999999999999 20% "
    '2026-02-30 "" "x" `a b` activity days distinct total score stage grade segment disqualified known unknown '
    "is in between ago then spanning add subtract up to once per day fade every as because from until each "
    "latest by choose if otherwise when group define signal let list use test given expect fires wait lead "
    "event model timezone from lists.txt "
    "\x00 é ß 😀 ' # {"
).split(" ")


def mutated(text: str, rng: random.Random) -> str:
    """The text with some of its words dropped, doubled, swapped or replaced."""
    tokens = _TOKEN.findall(text)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(tokens))
        match rng.randrange(5):
            case 0:
                del tokens[at : at + rng.randint(1, 3)]
            case 1:
                tokens.insert(at, rng.choice(_EXTRA))
            case 2:
                tokens[at] = rng.choice(_EXTRA)
            case 3:
                tokens.insert(at, rng.choice(tokens))
            case _:
                other = rng.randrange(len(tokens))
                tokens[at], tokens[other] = tokens[other], tokens[at]
        if not tokens:
            return ""
    return "".join(tokens)


@pytest.mark.parametrize("path", FILES, ids=[f"{f.parent.name}/{f.stem}" for f in FILES])
def test_checking_changed_texts_never_raises(path: Path) -> None:
    rng = random.Random(path.name)
    text = path.read_text("utf-8")
    statements = re.split(r"\n(?=\S)", text)
    root = path.parent
    while root.name and root.parent.name != "examples":
        root = root.parent
    for _ in range(25):
        chosen = "\n".join(rng.sample(statements, min(len(statements), 12))) + "\n"
        broken = mutated(chosen, rng)
        checked = check([path], root, {path: broken})
        for d in checked.diagnostics:
            assert 0 <= d.place.span.start <= d.place.span.end <= len(d.place.source.text)
            assert d.message and d.message == d.message.strip()
        render.text(checked.diagnostics)
