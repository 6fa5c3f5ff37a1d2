"""Names and texts inside SQL, the one place where they are quoted; and Ctrl-C while SQL runs."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager


def quote_name(name: str) -> str:
    """``name`` as a quoted SQL identifier; a quote in it is doubled."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """``text`` as a SQL string literal: ``it's`` is ``'it''s'``."""
    return "'" + text.replace("'", "''") + "'"


def quote_texts(texts: Iterable[str]) -> str:
    """``texts`` as a SQL list literal."""
    return "[" + ", ".join(quote_text(text) for text in texts) + "]"


@contextmanager
def interruptible() -> Generator[None, None, None]:
    """Let Ctrl-C be a KeyboardInterrupt: DuckDB makes it a RuntimeError."""
    try:
        yield
    except RuntimeError as error:
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from None
        raise
