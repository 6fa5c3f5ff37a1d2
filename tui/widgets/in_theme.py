"""Texts that are made for any terminal, in the colours of the app's theme."""

from typing import Final

from rich.text import Text
from textual.content import Content, Span

_STYLES: Final = {
    "dim": "$foreground 62%",
    "green": "$text-success",
    "bold green": "bold $text-success",
    "red": "$text-error",
    "bold red": "bold $text-error",
    "yellow": "$text-warning",
    "bold yellow": "bold $text-warning",
    "cyan": "$text-primary",
    "color(3)": "$text-warning",  # a plot's thresholds, and its score
    "color(6)": "$text-primary",
}


def in_theme(text: Text) -> Content:
    found = Content(text.plain)
    whole = [Span(0, len(text.plain), str(text.style))] if text.style else []
    spans = [*whole, *(Span(span.start, span.end, str(span.style)) for span in text.spans)]
    for span in spans:
        style = str(span.style)
        found = found.stylize(_STYLES.get(style, style), span.start, span.end)
    return found
