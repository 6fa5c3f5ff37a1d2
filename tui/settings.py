"""What people may choose for themselves, in `tui.toml` of their settings folder: the theme, and other keys."""

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from platformdirs import user_config_path

from ..engine.whole_files import write_whole

DEFAULT_THEME = "textual-dark"
GLYPHS = ("auto", "signs", "ascii")


@dataclass(frozen=True, slots=True)
class Settings:
    """``keys``: what is to be done (`save`, `problem.next`, …) → keys, separated by commas. ``problems``: what the file
    says that is not understood. ``test_on_save``: whether the tests run when a file is saved, and at the start.
    ``glyphs``: `signs`, `ascii`, or `auto`: what the terminal's encoding has."""

    theme: str = DEFAULT_THEME
    keys: Mapping[str, str] = field(default_factory=dict[str, str])
    problems: tuple[str, ...] = ()
    test_on_save: bool = True
    glyphs: str = "auto"

    def with_theme(self, theme: str) -> "Settings":
        return replace(self, theme=theme)


def settings_file() -> Path:
    return user_config_path("leadwright", appauthor=False) / "tui.toml"


def read_settings(file: Path | None = None) -> Settings:
    """The settings; those that are not understood are left out and told."""
    path = file or settings_file()
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Settings(problems=(f"{path} cannot be read: {error}",))
    problems: list[str] = []
    theme = found.get("theme", DEFAULT_THEME)
    if not isinstance(theme, str):
        problems.append(f"{path}: `theme` is to be a text")
        theme = DEFAULT_THEME
    tests = found.get("test_on_save", True)
    if not isinstance(tests, bool):
        problems.append(f"{path}: `test_on_save` is to be true or false")
        tests = True
    glyphs = found.get("glyphs", "auto")
    if glyphs not in GLYPHS:
        problems.append(f"{path}: `glyphs` is to be one of {', '.join(GLYPHS)}")
        glyphs = "auto"
    keys = found.get("keys", {})
    if not isinstance(keys, dict):
        problems.append(f'{path}: `keys` is to be a table such as [keys] with save = "ctrl+s"')
        keys = {}
    good: dict[str, str] = {}
    for name, value in cast("dict[str, Any]", keys).items():
        if isinstance(value, str) and value:
            good[_flat(name)] = value
        elif isinstance(value, dict):  # problem.next = "f8" without quotes round the name
            inner = cast("dict[str, Any]", value)
            good |= {f"{name}.{key}": v for key, v in inner.items() if isinstance(v, str)}
        else:
            problems.append(f'{path}: the keys of `{name}` are to be a text such as "ctrl+s"')
    known = ("theme", "keys", "test_on_save", "glyphs")
    problems += [f"{path}: there is no setting `{name}`" for name in found if name not in known]
    return Settings(theme, good, tuple(problems), tests, glyphs)


def _flat(name: str) -> str:
    return name.strip()


def write_settings(settings: Settings) -> None:
    """Keep the theme; what else stands in the file stays. Not being able to write is no reason to stop."""
    path = settings_file()
    with suppress(OSError):
        old = path.read_text("utf-8").splitlines() if path.exists() else []
        head = [n for n, line in enumerate(old) if line.startswith("[")]
        top = old[: head[0]] if head else old
        rest = old[head[0] :] if head else []
        kept = [line for line in top if not line.replace(" ", "").startswith("theme=")]
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, "\n".join([f'theme = "{settings.theme}"', *kept, *rest]).rstrip() + "\n")
