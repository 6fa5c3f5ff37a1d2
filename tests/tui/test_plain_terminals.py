"""Terminals without signs, without colours: what the app draws there, on every screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import settled, use
from leadwright.tui.app import LeadwrightApp
from leadwright.tui.screens.workbench import Workbench
from leadwright.tui.settings import Settings, read_settings
from leadwright.tui.terminals import can_show_signs, in_ascii
from reaching import PLACES, prepared
from rich.cells import cell_len
from rich.segment import Segment
from textual.pilot import Pilot
from textual.screen import Screen

HERE = [name for name in PLACES if name != "welcome"]
ASCII = Settings(glyphs="ascii")


def drawn(screen: Screen[object]) -> Iterator[Segment]:
    """All that is to be seen."""
    for strip in screen._compositor.render_strips():
        yield from strip


def text_of(screen: Screen[object]) -> str:
    return "\n".join(strip.text for strip in screen._compositor.render_strips())


def is_coloured(segment: Segment) -> bool:
    style = segment.style
    colours = () if style is None else (style.color, style.bgcolor)
    return any(colour is not None and not colour.is_default for colour in colours)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["large", "small"])
@pytest.mark.parametrize("name", HERE)
def test_in_ascii_there_is_no_sign(
    name: str, size: tuple[int, int], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = prepared(name, project, monkeypatch)

    async def does(pilot: Pilot[None], _workbench: Workbench) -> None:
        await place.reach(pilot)
        text = text_of(pilot.app.screen)
        assert text.isascii(), sorted({letter for letter in text if not letter.isascii()})

    use(project, does, size, ASCII)


async def test_the_welcome_in_ascii(tmp_path: Path) -> None:
    app = LeadwrightApp(tmp_path, ASCII, after=0)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "leadwright" in text_of(app.screen) and text_of(app.screen).isascii()


def test_letters_of_data_stay(project: Path) -> None:
    leads = project / "leads.csv"
    leads.write_text(leads.read_text("utf-8").replace("Name 59", "Łéa Ω59"), "utf-8")

    async def does(pilot: Pilot[None], _workbench: Workbench) -> None:
        assert "Łéa Ω59" in text_of(pilot.app.screen)

    use(project, does, settings=ASCII)


@pytest.mark.parametrize("name", HERE)
def test_without_colours_the_focus_and_the_cursor_are_seen(
    name: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = prepared(name, project, monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")

    async def does(pilot: Pilot[None], _workbench: Workbench) -> None:
        await place.reach(pilot)
        found = list(drawn(pilot.app.screen))
        assert not [segment for segment in found if is_coloured(segment)]
        if name != "help":  # a text without a cursor
            assert any(s.style is not None and s.style.reverse for s in found), "a cursor"

    use(project, does)


def test_without_colours_what_is_selected_is_seen(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        editor = workbench.editor
        assert editor is not None
        await pilot.press("shift+down", "shift+down")
        await settled(pilot)
        reversed_text = "".join(s.text for s in drawn(workbench) if s.style is not None and s.style.reverse)
        assert 'when country is "US"' in reversed_text and "each page_view" not in reversed_text

    use(project, does)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("✖ 2 · ▲ 1 · ✔", "x 2 - ! 1 - +"),
        ("▲ +20  ▼ −20  0 → 20", "^ +20  v -20  0 > 20"),
        ("Score ▲", "Score ^"),
        ("▲ showing last valid rules", "! showing last valid rules"),
        ("scoring …", "scoring.."),
        ("a_long_na…", "a_long_na~"),
        ("     Δ ", "  diff "),
        ("╭─╮ ┏━┓", "+-+ #=#"),
        ("Zoë, 北京, ΑΔΩ", "Zoë, 北京, ΑΔΩ"),
    ],
)
def test_a_sign_takes_as_many_cells(text: str, plain: str) -> None:
    assert in_ascii(text) == plain
    assert cell_len(text) == cell_len(plain)


@pytest.mark.parametrize(
    ("environ", "can"),
    [
        ({"LANG": "C"}, False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, False),
        ({"LANG": "POSIX"}, False),
        ({"LANG": "en_US.ISO-8859-1"}, False),
        ({"LANG": "en_US.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, False),
        ({"LC_CTYPE": "UTF-8"}, True),
        ({"LANG": "C", "TEXTUAL_DRIVER": "textual_serve"}, True),
    ],
)
def test_what_the_terminal_can_show(environ: dict[str, str], can: bool) -> None:
    assert can_show_signs(environ) is can


def test_the_setting_is_read(tmp_path: Path) -> None:
    file = tmp_path / "tui.toml"
    file.write_text('glyphs = "ascii"\n')
    assert read_settings(file) == Settings(glyphs="ascii")
    file.write_text('glyphs = "emoji"\n')
    assert read_settings(file).glyphs == "auto" and "glyphs" in read_settings(file).problems[0]
