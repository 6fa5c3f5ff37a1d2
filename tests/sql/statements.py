"""The models of this folder as statements."""

from pathlib import Path

from leadwright.dsl.check import check
from leadwright.engine.plan import Plan, plan_of
from leadwright.engine.sql.compiled import Tables, compiled
from leadwright.engine.sql.dialects import DIALECTS
from leadwright.engine.sql.statement import Options

HERE = Path(__file__).parent
MODELS = sorted((HERE / "models").glob("*.lead"))
AS_OF = 1_768_478_400_000_000  # 2026-01-15T12:00Z


def plan(file: Path) -> Plan:
    checked = check([file], file.parent)
    assert checked.model is not None, [d.message for d in checked.diagnostics]
    return plan_of(checked.model)


def text(file: Path, dialect: str, options: Options | None = None) -> str:
    return compiled(plan(file), DIALECTS[dialect], Tables(), options)
