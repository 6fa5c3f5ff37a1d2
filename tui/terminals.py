"""Terminals that show less: signs in ASCII, and no colours. All that is drawn passes here, so no screen has to know.

A sign takes as many cells as what stands for it: nothing moves.
"""

import os
import re
import sys
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_FIRST_BRAILLE: Final = 0x2800
_FAR: Final = 45
"""How far (of 441) a colour is from that of its widget to mark something: a cursor is, the line it stands in is not."""


def can_show_signs(environ: Mapping[str, str] | None = None) -> bool:
    """Whether the terminal's encoding, as far as one can know it, has signs."""
    found = os.environ if environ is None else environ
    if "TEXTUAL_DRIVER" in found:  # a browser
        return True
    kind = found.get("LC_CTYPE", "")
    if kind == "C.UTF-8":  # most likely put there by Python itself, which does not believe in LANG=C
        kind = ""
    named = found.get("LC_ALL") or kind or found.get("LANG")
    if named and sys.platform != "win32":
        return "utf" in named.lower()
    encoding = getattr(sys.__stdout__, "encoding", None) or "ascii"
    return "utf" in encoding.lower()


def _box(sign: str) -> str:
    """What stands for a sign of which boxes are drawn: the frame of the focus is other than the rest."""
    name = unicodedata.name(sign)
    is_heavy = "HEAVY" in name or "DOUBLE" in name
    if " AND " not in name:
        if name.endswith(("HORIZONTAL", "LEFT", "RIGHT")):
            return "=" if is_heavy else "-"
        if name.endswith(("VERTICAL", "UP", "DOWN")):
            return "#" if is_heavy else "|"
    return "#" if is_heavy else "+"


_SIGNS: Final = str.maketrans(
    {chr(code): _box(chr(code)) for code in range(0x2500, 0x2580)}
    | {chr(code): "*" for code in range(0x2596, 0x25A0)}  # quarters of a cell
    | {chr(code): "*" for code in range(_FIRST_BRAILLE + 1, _FIRST_BRAILLE + 0x100)}
    | {chr(_FIRST_BRAILLE): " ", "\u00a0": " "}
    | dict(zip("▁▂▃▄▅▆▇█", "_.-=+oO#", strict=True))
    | dict(zip("▏▎▍▌▋▊▉▐▕▔▀░▒▓", "|||||##||-^-:+", strict=True))
    | dict(zip("✖✔▼●○◆■□▸▾◂▶◀→←↑↓−–—·•×≥≤≠", "x+v*o*#o>v<><><^v----*x><!", strict=True))
)

_WORDS: Final = (
    (re.compile(r" …"), ".."),
    (re.compile(r"…"), "~"),
    (re.compile(r"▲(?= ?\+)|(?<=\w )▲(?!\d)"), "^"),  # more, or an order; else a warning
    (re.compile(r"▲"), "!"),
    (re.compile(r" {3}Δ(?!\w)"), "diff"),
    (re.compile(r"(?<!\w)Δ(?!\w)"), "d"),
)


@lru_cache(4096)
def in_ascii(text: str) -> str:
    """As many cells as before; only the signs are others, not the letters of any language."""
    if text.isascii():
        return text
    for found, plain in _WORDS:
        text = found.sub(plain, text)
    return text.translate(_SIGNS)


class AsciiSigns(LineFilter):
    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(in_ascii(text), style, control) for text, style, control in segments]


class NoColours(LineFilter):
    """What is marked by a colour behind it (a cursor, a selection) is reversed instead."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        behind = background.rich_color
        return [
            Segment(text, None if style is None else _without_colour(style, behind), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _without_colour(style: Style, behind: RichColor) -> Style:
    plain = style.without_color
    if style.bgcolor is None or not _is_far(style.bgcolor, behind):
        return plain
    return plain + Style(reverse=not style.reverse)


def _is_far(colour: RichColor, behind: RichColor) -> bool:
    if colour.triplet is None or behind.triplet is None:  # a theme of the terminal's own colours
        return not colour.is_default and colour != behind
    return sum((a - b) ** 2 for a, b in zip(colour.triplet, behind.triplet, strict=True)) > _FAR**2
