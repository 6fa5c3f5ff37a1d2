"""A drafter that says what a test wants it to say."""

from collections.abc import Callable

from leadwright.assistant.drafters import Chosen
from leadwright.assistant.drafts import Draft, Request
from leadwright.assistant.gate import Gate

Answer = Draft | BaseException | Callable[[Request], Draft]


class Scripted:
    name = "scripted"

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.requests: list[Request] = []

    def draft(self, request: Request, gate: Gate, tell: Callable[[str], None]) -> Draft:
        self.requests.append(request)
        answer = self.answers.pop(0)
        tell("writing …")
        if isinstance(answer, BaseException):
            raise answer
        return answer(request) if callable(answer) else answer

    def chosen(self, *_: object) -> Chosen:
        """In place of ``drafters.choose``."""
        return Chosen(self, "a drafter of the tests")
