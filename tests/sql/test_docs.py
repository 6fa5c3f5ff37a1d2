"""The statement that docs/sql.md shows is the one that its rules are compiled to, and runs.

UPDATE_GOLDEN=1 writes it anew.
"""

import os
import re
from pathlib import Path

from leadwright.dsl.check import check
from leadwright.engine.plan import plan_of
from leadwright.engine.sql.compiled import Tables, compiled
from leadwright.engine.sql.dialects import DIALECTS

PAGE = Path(__file__).parents[2] / "docs" / "sql.md"
EXAMPLE = re.compile(
    r"(<!-- example.*?```lead\n)(.*?)(```\n.*?```sql\n)(.*?)(```\n.*?<!-- end of the example -->)", re.DOTALL
)


def test_the_page_shows_what_is_compiled(tmp_path: Path) -> None:
    text = PAGE.read_text("utf-8")
    found = EXAMPLE.search(text)
    assert found is not None
    file = tmp_path / "model.lead"
    checked = check([file], tmp_path, {file: found[2]})
    assert checked.model is not None, [d.message for d in checked.diagnostics]
    written = compiled(plan_of(checked.model), DIALECTS["postgres"], Tables())
    if "UPDATE_GOLDEN" in os.environ:
        assert "CI" not in os.environ, "golden files are not rewritten in CI"
        PAGE.write_text(text[: found.start(4)] + written + text[found.end(4) :], "utf-8", newline="\n")
    else:
        assert found[4] == written


def test_the_page_knows_every_dialect() -> None:
    text = PAGE.read_text("utf-8")
    for dialect in DIALECTS.values():
        assert f"`{dialect.name}`" in text
        assert re.search(rf"^\| {dialect.title} \| ", text, re.MULTILINE), dialect.title
