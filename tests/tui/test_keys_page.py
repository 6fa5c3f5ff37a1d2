"""The table of keys in docs/tui.md is that of the app."""

import importlib.util
from pathlib import Path

FILE = Path(__file__).parents[2] / "docs" / "app_keys.py"


def test_the_page_has_the_keys_of_the_app() -> None:
    spec = importlib.util.spec_from_file_location("app_keys", FILE)
    assert spec is not None and spec.loader is not None
    keys = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(keys)
    assert keys.PAGE.read_text("utf-8") == keys.page(), "run `make docs`"
    assert "`ctrl+s`" in keys.page()
