"""What must not leave the machine is replaced before anything is sent, and put back into what comes."""

import re
from collections import Counter
from dataclasses import dataclass, field

_KINDS = (
    ("query", re.compile(r"(?<=\S)\?[^\s\"'<>?]*=[^\s\"'<>]*")),
    ("email", re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")),
    ("digits", re.compile(r"(?<!\d)\d{4}(?:[ -]\d{4}){2,}(?!\d)")),
    ("phone", re.compile(r"(?<![\w.])(?:\+|00)\d[\d ()./-]{5,18}\d(?!\w)")),
    ("phone", re.compile(r"(?<![\w.,-])(?!\d{4}-\d\d-\d\d)\(?\d{3,5}\)?[ ./-]\d{3,4}[ .-]\d{3,5}(?![\w%,-])")),
    ("digits", re.compile(r"\d{10,}")),
)
_WORDS = {
    "query": ("query of an address", "queries of addresses"),
    "email": ("e-mail address", "e-mail addresses"),
    "phone": ("telephone number", "telephone numbers"),
    "digits": ("long number", "long numbers"),
}


@dataclass(slots=True)
class Redaction:
    """One for a whole conversation: the same thing has the same placeholder wherever it stands."""

    placeholders: dict[str, str] = field(default_factory=dict[str, str])
    """What was replaced, and by what."""

    def hide(self, text: str) -> str:
        for kind, pattern in _KINDS:
            text = pattern.sub(lambda found, kind=kind: self._placeholder(kind, found[0]), text)
        return text

    def restore(self, text: str) -> str:
        for original, placeholder in self.placeholders.items():
            text = text.replace(placeholder, original)
        return text

    def told(self) -> str:
        """What was left out, for the person who asked; empty if nothing was."""
        counts = Counter(placeholder[1:].split(" ")[0] for placeholder in self.placeholders.values())
        parts = [f"{count} {_WORDS[kind][count > 1]}" for kind, count in counts.items()]
        return f"not sent to the model, replaced before and put back after: {', '.join(parts)}" if parts else ""

    def _placeholder(self, kind: str, original: str) -> str:
        if original not in self.placeholders:
            number = 1 + sum(p.startswith(f"[{kind} ") for p in self.placeholders.values())
            self.placeholders[original] = f"[{kind} {number}]"
        return self.placeholders[original]
