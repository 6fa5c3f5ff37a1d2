"""What can go wrong for a reason that a user can change: one small tree of exceptions.

Problems of a rules file are values (diagnostics), not exceptions. These are for input and output, for data,
and for what an executor cannot do.
"""


class LeadwrightError(Exception):
    """Something a person can put right.

    ``message`` says what is wrong and where, ``help`` what to do about it (or None), ``code`` is the
    problem's stable code such as ``LW808`` (or None). ``str()`` is fit to be shown as it is.
    """

    def __init__(self, message: str, help: str | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.code = code

    def __str__(self) -> str:
        return f"{self.message}\n  = help: {self.help}" if self.help else self.message


class SourceError(LeadwrightError):
    """A file of the project (rules, lists, ``leadwright.toml``) cannot be found or read."""


class DataError(LeadwrightError):
    """Leads, events or results cannot be read or written."""


class UnsupportedError(LeadwrightError):
    """An executor cannot do what the rules ask for; the message names the construct and its place."""
