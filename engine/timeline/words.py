"""Causes in words."""

import re
from datetime import tzinfo

from ...dsl.values import time_text
from ..records import Event
from .causes import Cause

_MOST_PROPERTIES = 3


def cause_words(cause: Cause, zone: tzinfo | None = None) -> str:
    """`page_view path "/pricing"`; `page_view of 2026-01-03 09:12 left `within 7d``; `the rule comes into force`."""
    if cause.event is None:
        return cause.text
    if cause.kind == "event":
        return event_words(cause.event)
    name = f"{cause.event.type} of {moment_words(cause.event.at, zone)}"
    return f"{name} is {cause.text}" if cause.kind == "age" else f"{name} {cause.text}"


def event_words(event: Event) -> str:
    """Its type and what is known of it."""
    shown = [f'{name} "{value}"' for name, value in event.properties.items() if isinstance(value, str)]
    return " ".join([event.type, *shown[:_MOST_PROPERTIES]])


def moment_words(at: int, zone: tzinfo | None = None) -> str:
    """Date and time in a zone, with seconds only if there are some."""
    text = re.sub(r"(Z|[+-]\d\d:\d\d(:\d\d)?)$", "", time_text(at, zone).replace("T", " "))
    return text.removesuffix(":00") if text.count(":") == 2 else text
