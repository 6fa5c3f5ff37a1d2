"""Names and texts inside SQL: the one place where they are quoted."""

from collections.abc import Iterable


def quote_name(name: str) -> str:
    """``name`` as a quoted SQL identifier; a quote in it is doubled."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """``text`` as a SQL string literal: ``it's`` is ``'it''s'``."""
    return "'" + text.replace("'", "''") + "'"


def quote_texts(texts: Iterable[str]) -> str:
    """``texts`` as a SQL list literal."""
    return "[" + ", ".join(quote_text(text) for text in texts) + "]"
